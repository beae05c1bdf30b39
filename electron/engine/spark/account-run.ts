/** What is there of a run, held against what it counted: a file that was lost or added since is not passed over. */
import { DeskError } from '../../contract/errors.ts';
import type { SparkSummary } from '../../contract/spark.ts';
import { receiptOfRun } from './run-manifest.ts';

/** The parts of a run that hold rows. */
export type RunPart = 'bronze' | 'quarantine' | 'rejects';

interface FoundRows {
  readonly folder: string;
  readonly rows: number;
}

/** How many rows each part has, as the run counted. Excluded records and rejects stand beside the quarantined ones. */
function rowsOfRun(summary: SparkSummary): Record<RunPart, number> {
  const released = summary.clean + summary.corrected + summary.waived;
  return {
    bronze: released,
    quarantine: summary.records + summary.repaired_records - released,
    rejects: summary.rejects - summary.repaired_rejects,
  };
}

/** Throws RECEIPT_UNBALANCED where the run's own figures do not add up, or naming each part that has another number; `outcome` closes its sentence. */
export function refuseUnaccounted(
  found: Readonly<Partial<Record<RunPart, FoundRows>>>,
  summary: SparkSummary,
  outcome: string,
): void {
  if (!receiptOfRun(summary).balanced) {
    throw new DeskError(
      'RECEIPT_UNBALANCED',
      `The run counted more records and rejects than it says became of them, or fewer: its source may have changed while it was read. Remove what the run wrote, then plan and run again. ${outcome}`,
      { plan: summary.plan },
    );
  }
  const counted = rowsOfRun(summary);
  const parts: readonly RunPart[] = ['bronze', 'quarantine', 'rejects'];
  const unlike = parts.flatMap((part) => {
    const there = found[part];
    return there === undefined || there.rows === counted[part] ? [] : [{ ...there, part, counted: counted[part] }];
  });
  if (unlike.length === 0) return;
  throw new DeskError(
    'RECEIPT_UNBALANCED',
    `${unlike
      .map(({ part, folder, rows, counted }) => `The run counted ${said(counted, part)}, but ${folder} holds ${rows}.`)
      .join(
        ' ',
      )} Files were lost or added since. Put back what the run wrote, or remove all of it, then plan and run again. ${outcome}`,
    { parts: unlike },
  );
}

const words = {
  bronze: ['released record', 'released records'],
  quarantine: ['record held back', 'records held back'],
  rejects: ['reject', 'rejects'],
} as const;

const said = (count: number, part: RunPart): string => `${count} ${words[part][count === 1 ? 0 : 1]}`;
