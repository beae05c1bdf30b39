/** What an operation did, or would do, and the answer that says so. */
import type { OperationKind, OperationResult } from '../../../contract/record.ts';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { counted, neutralise, number, table, visible } from '../text.ts';
import { cleanRule } from './selection.ts';

const done: Readonly<Record<string, string>> = {
  correct: 'Corrected',
  waive: 'Waived',
  exclude: 'Excluded',
  reinstate: 'Reinstated',
  repair: 'Repaired',
  undo: 'Undone',
  redrive: 'Redriven',
} satisfies Record<OperationKind, string>;

/** Waits for the checks that follow a change, so that the load can be published next. */
export async function operationAnswer(desk: Desk, result: OperationResult): Promise<Answer> {
  if (!result.dry_run) await desk.settle();
  return {
    json: () => result,
    words: () => operationWords(result),
    exit: changedNothing(result) ? exitCodes.failed : exitCodes.fine,
  };
}

/** By criteria that nothing meets, that is; `repair` and `undo` name what they change. */
function changedNothing({ kind, dry_run, operation, records }: OperationResult): boolean {
  if (kind === 'repair' || kind === 'undo') return false;
  return dry_run ? records === 0 : operation === null;
}

export function operationWords(result: OperationResult): string {
  const { kind, dry_run, operation, records, cells, cleared, still_failing, newly_failing, sample, skipped, stale } =
    result;
  const cellWords = cells === 0 ? '' : `, ${counted(cells, 'cell')}`;
  if (changedNothing(result)) {
    return [`No record matches, or nothing would change. ${cleanRule}`, ...skipped.map(skippedWords)].join('\n');
  }
  return [
    `${dry_run ? `Would ${kind}` : (done[kind] ?? kind)}: ${counted(records, 'record')}${cellWords}`,
    kind === 'exclude'
      ? keptOut(records, dry_run)
      : `${number(cleared)} no longer fail, ${number(still_failing)} still fail, ${number(newly_failing)} begin to fail`,
    ...(sample.length === 0
      ? []
      : [
          table(
            ['record', 'column', 'old', 'new', 'state'],
            sample.map((change) => [
              change.record_id,
              change.column === null ? '' : visible(change.column, 24),
              change.column === null ? '' : visible(change.old, 40),
              change.column === null ? '' : visible(change.new, 40),
              change.state,
            ]),
          ),
        ]),
    ...skipped.map(skippedWords),
    ...stale.map((rule) => `Has to be checked again: ${neutralise(rule)}`),
    ...(dry_run
      ? ['Nothing was changed. Leave --dry-run out to do it.']
      : operation === null
        ? []
        : [`Operation ${operation}. To undo it: bronze-desk undo ${operation} --reason TEXT`]),
  ].join('\n');
}

function keptOut(records: number, dryRun: boolean): string {
  const verb = dryRun ? 'would be' : records === 1 ? 'is' : 'are';
  return `${counted(records, 'record')} ${verb} kept out of bronze`;
}

function skippedWords({ record_id: record, why }: OperationResult['skipped'][number]): string {
  return `Left as it is: ${record}: ${neutralise(why)}`;
}
