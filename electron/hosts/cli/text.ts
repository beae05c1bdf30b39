/**
 * Text on its way to a person's terminal. Values come from files nobody vouches for: what could move the cursor, hide
 * text or turn it round is shown as a picture of itself, and white space that decides a check is made visible.
 */
const acting = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const colour = new RegExp(`(${String.fromCharCode(27)}\\[\\d+m)`);

/** One line of text with nothing in it that a terminal would act upon. */
export function neutralise(text: string): string {
  return text.replace(acting, picture);
}

/** Whole output: line breaks stay, and so do the colours this program put there when `coloured`. */
export function neutraliseOutput(text: string, coloured: boolean): string {
  const parts = coloured ? text.split(colour) : [text];
  return parts.map((part, index) => (index % 2 === 1 ? part : part.split('\n').map(neutralise).join('\n'))).join('');
}

/** A cell's value for reading: edges of white space as dots, line breaks as arrows, null and empty told apart. */
export function visible(value: string | null, longest = 80): string {
  if (value === null) return '(null)';
  if (value === '') return '(empty)';
  const dotted = value.replace(/^ +| +$/g, (spaces) => '·'.repeat(spaces.length));
  const line = neutralise(dotted.replace(/\r?\n/g, '↵'));
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

const thousands = new Intl.NumberFormat('en-US');

export function number(value: number): string {
  return thousands.format(value);
}

export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

export function size(bytes: number): string {
  let rest = bytes;
  let unit = 0;
  while (rest >= 1000 && unit < byteUnits.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? number(rest) : rest.toFixed(1)} ${byteUnits[unit] ?? ''}`;
}

/** Columns aligned for reading; numbers are passed as text, already formatted. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(headers), ...rows.map(line)].join('\n');
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
