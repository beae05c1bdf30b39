/** What became of an expectation's failing rows since the check: some are corrected, some waived or excluded. */
import type { RecordFilter } from '../../../electron/contract/record.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import type { CheckRow } from './check-rows.ts';

export function useToReview(load: string, { key, counts }: CheckRow): number | undefined {
  return useCounted({ load, expectation: key, states: ['quarantined'] }, counts);
}

/** The row as it is now: an edit is checked at once, so a corrected row fails no longer. */
export function useAsNow(load: string, row: CheckRow): CheckRow {
  const { key, counts, outcome } = row;
  const failing = useCounted({ load, expectation: key }, counts);
  if (counts === null || failing === undefined || failing === counts.failing) return row;
  return {
    ...row,
    counts: { ...counts, failing },
    outcome: failing === 0 && outcome === 'failed' ? 'passed' : outcome,
  };
}

function useCounted(filter: RecordFilter, counts: CheckRow['counts']): number | undefined {
  const { data } = useQuestion(
    'quarantine.window',
    { filter, limit: 1, columns: [] },
    { enabled: (counts?.failing ?? 0) > 0, keepLast: true },
  );
  return data?.total;
}
