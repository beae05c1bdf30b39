/** What an audit event says, in the words of the trade. */
import type { AuditEvent } from '../../../electron/contract/audit.ts';
import { formatDay } from '../../ui/format.ts';
import { stateWords } from '../../ui/state-badge.tsx';
import { toldState } from '../../ui/told-state.ts';

const actions: Readonly<Record<string, string>> = {
  load: 'Loaded',
  check: 'Checked',
  correct: 'Corrected',
  waive: 'Waived',
  exclude: 'Excluded',
  reinstate: 'Reinstated',
  repair: 'Repaired',
  undo: 'Undone',
  expire: 'Waiver ended',
  publish: 'Published',
  'accept could not run': 'Accepted what could not run',
  'spark patch': 'Took decisions to Spark',
};

export const wordsOfAction = (action: string): string => actions[action] ?? action;

/** Acts of review: those have an operation that can be undone. */
const undoable: ReadonlySet<string> = new Set(['correct', 'waive', 'exclude', 'reinstate', 'repair', 'undo']);

export const canBeUndone = ({ action, operation, load }: AuditEvent): boolean =>
  operation !== null && load !== null && undoable.has(action);

/** `Record 42`, `Reject 3`; null for what is about a whole load. */
export function wordsOfRecord(record: string | null): string | null {
  const ordinal = record?.split(':').at(-1);
  if (ordinal === undefined) return null;
  return ordinal.startsWith('r') ? `Reject ${ordinal.slice(1)}` : `Record ${ordinal}`;
}

export interface Change {
  /** Values are shown sign by sign; what the program wrote itself is plain words. */
  readonly kind: 'value' | 'words';
  readonly old: string | null;
  readonly new: string | null;
}

/** What was there before and after, or null where the event changed nothing that can be shown. */
export function changeOf(
  { action, column, old, new: fresh }: AuditEvent,
  suites: ReadonlyMap<string, string>,
): Change | null {
  const named = (text: string): string => wordsOf(text, suites);
  if (column !== null) return { kind: 'value', old, new: fresh };
  if (old === null && fresh === null) return null;
  if (action === 'check' && fresh !== null && old === fresh)
    return { kind: 'words', old: null, new: `the same ${named(fresh)}` };
  return { kind: 'words', old: old === null ? null : named(old), new: fresh === null ? null : named(fresh) };
}

const hashCharacters = 12;
/** Beside a name, as in the list of suites. */
const shortHash = 8;

function wordsOf(text: string, suites: ReadonlyMap<string, string>): string {
  const told = toldState(text);
  if (told !== null) return stateWords[told.state] + (told.until === null ? '' : ` until ${formatDay(told.until)}`);
  const hash = /^(sha256|suite):([0-9a-f]{64})$/.exec(text);
  if (hash === null) return text;
  const [, kind, digits = ''] = hash;
  const name = kind === 'suite' ? suites.get(digits) : undefined;
  if (name !== undefined) return `suite ${name} (${digits.slice(0, shortHash)})`;
  return `${kind === 'suite' ? 'suite' : 'SHA-256'} ${digits.slice(0, hashCharacters)}…`;
}

const thisYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const anyYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** Short enough for a column: the time of day this year, the day alone before that. The exact moment is in the event. */
export function formatWhen(iso: string, now = new Date()): string {
  const at = new Date(iso);
  return (at.getFullYear() === now.getFullYear() ? thisYear : anyYear).format(at);
}
