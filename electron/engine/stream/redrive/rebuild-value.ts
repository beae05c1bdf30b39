/**
 * A message's value with some of its cells corrected. Only the corrected values' bytes are exchanged: every other byte,
 * the order of the keys, the spaces and the spelling of numbers included, is as the producer wrote it.
 */
import { isSpace, JsonReader } from '../../intake/scan/json-value.ts';

/** What JSON calls a value. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** By the message's own key; null is null. */
export type Changes = ReadonlyMap<string, string | null>;

interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * `value` holds one JSON object. A cell keeps the kind of value it had where the new text can be of that kind; `usual` says
 * of which kind the key is elsewhere, for a cell that was null or missing. Anything else becomes a string.
 */
export function rebuildValue(value: Buffer, changes: Changes, usual: (key: string) => JsonKind | undefined): Buffer {
  if (changes.size === 0) return value;
  const { members, close } = membersOf(value);
  const parts: Buffer[] = [];
  let copied = 0;
  for (const { key, start, end } of members) {
    const text = changes.get(key);
    if (text === undefined) continue;
    parts.push(value.subarray(copied, start), Buffer.from(jsonOf(text, kindAt(value, start) ?? usual(key))));
    copied = end;
  }
  const present = new Set(members.map(({ key }) => key));
  const added = [...changes].filter(([key, text]) => !present.has(key) && text !== null);
  parts.push(value.subarray(copied, close));
  added.forEach(([key, text], index) => {
    const comma = members.length + index === 0 ? '' : ',';
    parts.push(Buffer.from(`${comma}${JSON.stringify(key)}:${jsonOf(text, usual(key))}`));
  });
  parts.push(value.subarray(close));
  return Buffer.concat(parts);
}

/** Where each value of the object stands, and where the object closes: behind its last value, where it has one. */
function membersOf(value: Buffer): { members: Member[]; close: number } {
  const reader = new JsonReader();
  const over = (from: number): number => {
    let at = from;
    while (isSpace(value[at])) at += 1;
    return at;
  };
  const skip = (from: number): number => {
    const end = reader.skip(value, from, value.length);
    if (end < 0) throw new Error('the landed value of a record is no JSON object');
    return end;
  };
  const members: Member[] = [];
  let at = over(0);
  if (value[at] !== OPEN_BRACE) throw new Error('the landed value of a record is no JSON object');
  at = over(at + 1);
  let close = at;
  while (value[at] !== CLOSE_BRACE) {
    const keyEnd = skip(at);
    const key = JSON.parse(value.toString('utf8', at, keyEnd)) as string;
    // Past the colon.
    const start = over(over(keyEnd) + 1);
    const end = skip(start);
    members.push({ key, start, end });
    close = end;
    at = over(end);
    // Past the comma, where there is one.
    if (value[at] !== CLOSE_BRACE) at = over(at + 1);
  }
  return { members, close };
}

/** Undefined for null. */
function kindAt(value: Buffer, at: number): JsonKind | undefined {
  switch (String.fromCharCode(value[at] ?? 0)) {
    case '"':
      return 'string';
    case '{':
      return 'object';
    case '[':
      return 'array';
    case 't':
    case 'f':
      return 'boolean';
    case 'n':
      return undefined;
    default:
      return 'number';
  }
}

function jsonOf(text: string | null, kind: JsonKind | undefined): string {
  if (text === null) return 'null';
  return kind !== undefined && kind !== 'string' && kindOf(text) === kind ? text : JSON.stringify(text);
}

/** The kind of value that the text spells; undefined when it spells none, and for null. */
function kindOf(text: string): JsonKind | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return undefined;
    return Array.isArray(value) ? 'array' : (typeof value as JsonKind);
  } catch {
    return undefined;
  }
}
