/** Names for things: sortable by time, short enough to say aloud, unique enough to travel between workspaces. */
import { randomBytes } from 'node:crypto';

/** No vowels, so that no word comes out; no 0/1/l/o, so that nothing is misread. */
const alphabet = '23456789bcdfghjkmnpqrstvwxz';

/** For example `20261123-081502-k3f9d`. */
export function newId(now = new Date()): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const tail = [...randomBytes(5)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `${stamp}-${tail}`;
}

export function recordId(load: string, ordinal: number): string {
  return `${load}:${ordinal}`;
}

export function rejectId(load: string, number: number): string {
  return `${load}:r${number}`;
}

export type RecordAddress =
  | { readonly kind: 'record'; readonly load: string; readonly ordinal: number }
  | { readonly kind: 'reject'; readonly load: string; readonly number: number };

/** Undefined when the text is no record id. */
export function parseRecordId(id: string): RecordAddress | undefined {
  const match = /^([^:]+):(r?)(\d+)$/.exec(id);
  if (match?.[1] === undefined || match[3] === undefined) return undefined;
  const number = Number(match[3]);
  return match[2] === 'r'
    ? { kind: 'reject', load: match[1], number }
    : { kind: 'record', load: match[1], ordinal: number };
}
