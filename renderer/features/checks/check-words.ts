/** Verdicts, kinds and severities in words. */
import type { ExpectationKind, JsonValue, Severity } from '../../../electron/contract/check.ts';
import { formatCount, formatCounted, formatTime } from '../../ui/format.ts';
import { lastTime, type CheckRow } from './check-rows.ts';

export const kindWords: Readonly<Record<ExpectationKind, string>> = {
  row: 'Each record',
  'row-over-table': 'Each record beside all others',
  aggregate: 'A number over the whole table',
  schema: 'The columns',
};

export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'For information',
};

/** `1,619 of 4,999 fail`, `all 4,999 pass`, `holds`. */
export function verdictWords({ outcome, counts }: CheckRow): string {
  if (outcome === 'could not run') return 'could not run';
  if (counts === null) return outcome === 'passed' ? 'holds' : 'does not hold';
  return countWords(counts.failing, counts.evaluated);
}

export function countWords(failing: number, evaluated: number): string {
  if (evaluated === 0) return 'no rows to check';
  if (failing === 0) return evaluated === 1 ? 'the one row passes' : `all ${formatCount(evaluated)} pass`;
  return `${formatCount(failing)} of ${formatCount(evaluated)} fail`;
}

/** `1,619 at the check of 14:40`, where fewer fail by now. */
export const atCheckWords = (failing: number, at: string | undefined): string =>
  `${formatCount(failing)} at the check${at === undefined ? '' : ` of ${formatTime(at)}`}`;

/** How it stood at the check before; null when there was none. */
export function lastTimeWords(row: CheckRow): string | null {
  const before = lastTime(row);
  if (before === undefined) return null;
  if (row.counts === null || before.failing === null) {
    const verb = before.success ? 'held' : 'did not hold';
    return before.success === (row.outcome === 'passed') ? `${verb} last time too` : `${verb} last time`;
  }
  if (before.failing === row.counts.failing) return 'as last time';
  return `was ${formatCount(before.failing)} last time`;
}

/** A number stays readable; anything larger is shown as JSON. */
export function observedWords(observed: JsonValue): string {
  if (typeof observed === 'number') return Number.isInteger(observed) ? formatCount(observed) : String(observed);
  return typeof observed === 'string' ? observed : JSON.stringify(observed);
}

export const expectationCount = (count: number): string => formatCounted(count, 'expectation');

export const notesText = (notes: string | readonly string[] | undefined): string =>
  typeof notes === 'string' ? notes : (notes ?? []).join('\n');
