/** Sets of characters as ranges of code points, and their one spelling in Java's regular expressions. */

/** First and last code point. */
export type Range = readonly [number, number];

const last = 0x10ffff;
const between = (first: string, end: string): Range => [first.charCodeAt(0), end.charCodeAt(0)];
const [digits, capitals, smalls] = [between('0', '9'), between('A', 'Z'), between('a', 'z')];
const one = (code: number): Range => [code, code];

/** RE2's: ASCII throughout, and `\s` without the vertical tab. */
const sets: Readonly<Record<string, readonly Range[]>> = {
  d: [digits],
  w: [digits, capitals, one(0x5f), smalls],
  s: [[9, 10], [12, 13], one(32)],
  alnum: [digits, capitals, smalls],
  alpha: [capitals, smalls],
  ascii: [[0, 0x7f]],
  blank: [one(9), one(32)],
  cntrl: [[0, 31], one(0x7f)],
  digit: [digits],
  graph: [[33, 126]],
  lower: [smalls],
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [[9, 13], one(32)],
  upper: [capitals],
  word: [digits, capitals, one(0x5f), smalls],
  xdigit: [digits, between('A', 'F'), between('a', 'f')],
};

export function rangesOf(name: string): readonly Range[] {
  return sets[name] ?? [];
}

export function negated(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let from = 0;
  for (const [low, high] of [...ranges].sort(([a], [b]) => a - b)) {
    if (low > from) gaps.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= last) gaps.push([from, last]);
  return gaps;
}

/** The Kelvin sign and the long s are the only letters beyond ASCII that fold onto one of it. */
const beyond: readonly (readonly [string, number])[] = [
  ['k', 0x212a],
  ['s', 0x17f],
];

/** Both cases of whatever letter of a to z is in there. */
export function foldCase(ranges: readonly Range[]): Range[] {
  const folded: Range[] = [...ranges];
  for (const [low, high] of ranges) {
    const shifted = (from: Range, by: number): void => {
      const [first, end] = [Math.max(low, from[0]), Math.min(high, from[1])];
      if (first <= end) folded.push([first + by, end + by]);
    };
    shifted(capitals, 32);
    shifted(smalls, -32);
  }
  const holds = (code: number): boolean => folded.some(([low, high]) => low <= code && code <= high);
  for (const [letter, code] of beyond) if (holds(letter.charCodeAt(0))) folded.push(one(code));
  return folded;
}

export function spellClass(ranges: readonly Range[], negate: boolean): string {
  const parts = ranges.map(([low, high]) => (low === high ? code(low) : `${code(low)}-${code(high)}`));
  return `[${negate ? '^' : ''}${parts.join('')}]`;
}

export function spellCharacter(point: number): string {
  return code(point);
}

/** Letters and digits as they are; everything else by its number, so that nothing has a meaning. */
function code(point: number): string {
  const character = String.fromCodePoint(point);
  return /[A-Za-z0-9 ]/.test(character) ? character : `\\x{${point.toString(16).toUpperCase()}}`;
}
