/** Random tables and the ways a file may spell them. A null is nothing between the delimiters, '' is a quoted nothing. */
import fc from 'fast-check';
import type { Dialect } from '../../electron/contract/load.ts';

export type Row = (string | null)[];

const cell = fc.option(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '',
      ' ',
      '007',
      ' padded ',
      'NA',
      'null',
      'NULL',
      '1.10',
      '\uFEFFmarked',
      'é',
      '😀',
      '\\',
      '\\N',
      '#x',
    ),
    fc
      .array(fc.constantFrom('a', ',', ';', '|', '\t', '"', "'", '\n', '\r\n', '\r', ' ', '\\', '\0'), { maxLength: 6 })
      .map((parts) => parts.join('')),
  ),
  { freq: 4 },
);

/** At least one row; every row of one width. */
export const tables: fc.Arbitrary<Row[]> = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

export interface CsvSpelling {
  readonly dialect: Dialect;
  readonly lineEnd: string;
  readonly quoteAll: boolean;
  readonly lastLineEnd: boolean;
}

export const spellings: fc.Arbitrary<CsvSpelling> = fc.record({
  dialect: fc
    .record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      quote: fc.constantFrom('"', "'"),
      backslash: fc.boolean(),
      header: fc.boolean(),
    })
    .map(({ backslash, ...rest }) => ({ ...rest, escape: backslash ? '\\' : rest.quote, skip_lines: 0 })),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  lastLineEnd: fc.boolean(),
});

export function encodeCsv(rows: readonly Row[], spelling: CsvSpelling): string {
  const { dialect, lineEnd } = spelling;
  const header = (rows[0] ?? []).map((_, index) => `c${index}`);
  const lines = [...(dialect.header ? [header] : []), ...rows].map((row) =>
    row.map((value) => encodeCell(value, spelling)).join(dialect.delimiter),
  );
  // A last record of one null needs its line end: without it there is nothing there.
  const bare = lines.at(-1) === '' || spelling.lastLineEnd;
  return lines.join(lineEnd) + (bare ? lineEnd : '');
}

function encodeCell(value: string | null, { dialect, quoteAll }: CsvSpelling): string {
  if (value === null) return '';
  const quote = dialect.quote ?? '"';
  const special = new RegExp(
    `^\\s|^\uFEFF|^$|\\s$|[\\r\\n${dialect.delimiter === '|' ? '\\|' : dialect.delimiter}"'\\\\]`,
    'u',
  );
  if (!quoteAll && !special.test(value)) return value;
  const escape = dialect.escape ?? quote;
  const inner = Array.from(value, (char) => (char === quote || char === escape ? escape + char : char)).join('');
  return quote + inner + quote;
}

export function encodeJsonLines(rows: readonly Row[]): string {
  return rows
    .map((row) => JSON.stringify(Object.fromEntries(row.map((value, index) => [`c${index}`, value]))))
    .join('\n');
}
