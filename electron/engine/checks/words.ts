/** Rules in words a reviewer reads. */

export function percentWords(mostly: number): string {
  return mostly === 1 ? '' : `, in at least ${Number((mostly * 100).toFixed(4))}% of records`;
}

export function listWords(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`;
}

/** The first few members of a set, and how many more there are. */
export function setWords(values: readonly unknown[]): string {
  if (values.length === 0) return 'an empty list';
  const shown = values.slice(0, 5).map(String);
  return values.length > 5 ? `${shown.join(', ')} or ${values.length - 5} more` : listWords(shown, 'or');
}

export interface PatternWords {
  readonly must: string;
  readonly mustNot: string;
  readonly fails: string;
}

const wholePatterns = new Map(
  Object.entries({
    '^\\d{4}-\\d{2}-\\d{2}$': 'look like a date such as 2024-01-31',
    '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$': 'look like a time such as 2024-01-31T08:30:00',
    '^[A-Z]\\d{2}(\\.\\d+)?$': 'look like a code such as J45.9',
    '^[^@]+@[^@]+$': 'look like an e-mail address',
    '\\S': 'hold something other than spaces',
    '^\\S+$': 'hold no spaces',
    '^\\S.*\\S$': 'neither start nor end with a space',
  }),
);

/** Words for a regular expression where its shape is a well-known one; otherwise the expression itself. */
export function patternWords(regex: string): PatternWords {
  const known = wholePatterns.get(regex);
  if (known !== undefined) return { must: known, mustNot: `not ${known}`, fails: `does not ${known}` };
  const only = /^\^\[(\^?)((?:[^\]\\]|\\.)+)\]([+*]|\{\d+(?:,\d*)?\})\$$/.exec(regex);
  const allowed = only?.[1] === '' ? classWords(only[2] ?? '') : undefined;
  if (allowed !== undefined) {
    const length = lengthWords(only?.[3] ?? '+');
    return {
      must: `contain only ${allowed}${length}`,
      mustNot: `not consist of ${allowed} alone${length}`,
      fails:
        length === '' ? `contains something other than ${allowed}, or nothing at all` : `is not ${allowed}${length}`,
    };
  }
  return {
    must: `match the pattern ${regex}`,
    mustNot: `not match the pattern ${regex}`,
    fails: `does not match the pattern ${regex}`,
  };
}

const classParts: readonly (readonly [string, string])[] = [
  ['A-Za-z', 'letters'],
  ['a-zA-Z', 'letters'],
  ['\\p{L}', 'letters'],
  ['\\pL', 'letters'],
  ['A-Z', 'capital letters'],
  ['a-z', 'small letters'],
  ['0-9', 'digits'],
  ['\\d', 'digits'],
  ['\\w', 'letters, digits and underscores'],
  ['\\s', 'spaces'],
  [' ', 'spaces'],
  ['\\-', 'hyphens'],
  ['-', 'hyphens'],
  ['\\.', 'full stops'],
  ['.', 'full stops'],
  [',', 'commas'],
  ["'", 'apostrophes'],
  ['/', 'slashes'],
  ['\\/', 'slashes'],
  ['&', 'ampersands'],
  ['_', 'underscores'],
  ['(', 'brackets'],
  [')', 'brackets'],
];

function classWords(text: string): string | undefined {
  const words = new Set<string>();
  for (let rest = text; rest !== '';) {
    const part = classParts.find(([piece]) => rest.startsWith(piece));
    if (part === undefined) return undefined;
    words.add(part[1]);
    rest = rest.slice(part[0].length);
  }
  return listWords([...words]);
}

function lengthWords(repeat: string): string {
  const range = /^\{(\d+)(,?)(\d*)\}$/.exec(repeat);
  if (range === null) return '';
  const [, least = '', comma, most = ''] = range;
  if (comma === '') return `, exactly ${least} of them`;
  return most === '' ? `, at least ${least} of them` : `, ${least} to ${most} of them`;
}
