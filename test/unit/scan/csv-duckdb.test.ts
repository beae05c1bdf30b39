import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CsvDialect } from '../../../electron/engine/intake/scan/csv-dialect.ts';
import { encodeCsvRecord } from '../../../electron/engine/intake/scan/csv-fields.ts';
import { comma, scanCsv, type Scanned } from './scan-helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'scan-duckdb-'));
const file = join(folder, 'x.csv');
let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

async function strictRead(bytes: string | Buffer, dialect: CsvDialect, columns: number): Promise<unknown[][]> {
  writeFileSync(file, bytes);
  const names = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const reader = await connection.runAndReadAll(
    `from read_csv(${literal(file)}, auto_detect=false, header=${String(dialect.header)}, delim=${literal(dialect.delimiter)},
     quote=${literal(dialect.quote ?? '')}, escape=${literal(dialect.escape ?? '')}, columns={${names}}, nullstr='',
     allow_quoted_nulls=false, strict_mode=true, max_line_size=16000000, store_rejects=true)`,
  );
  return reader.getRows();
}

/** What DuckDB must be given: the source, or when the scanner asks for one, a clean copy of the good records. */
async function read(input: string | Buffer, scanned: Scanned, dialect: CsvDialect): Promise<unknown[][]> {
  const { tally, records } = scanned;
  if (!tally.needsCleanCopy) return strictRead(input, dialect, Math.max(1, tally.columns));
  const header = Array.from({ length: Math.max(1, tally.columns) }, (_, i) => `c${i}`);
  return strictRead([header, ...records].map(encodeCsvRecord).join(''), comma, header.length);
}

const dialects = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|', '^', '~', ':'),
    quote: fc.constantFrom('"', "'", null),
    backslash: fc.boolean(),
    header: fc.boolean(),
  })
  .map(({ delimiter, quote, backslash, header }) => ({
    delimiter,
    quote,
    escape: quote === null ? null : backslash ? '\\' : quote,
    header,
  }));

const cell = fc.option(
  fc
    .array(
      fc.constantFrom(
        'a',
        '1',
        ',',
        ';',
        '|',
        '\t',
        '"',
        "'",
        '\n',
        '\r',
        '\r\n',
        ' ',
        '\\',
        'é',
        '#',
        '\0',
        '-',
        'null',
      ),
      { maxLength: 5 },
    )
    .map((x) => x.join('')),
  { freq: 5 },
);

function write(value: string | null, { delimiter, quote, escape }: CsvDialect): string {
  if (value === null) return '';
  if (quote === null) return value.replaceAll(/[\r\n]/g, '').replaceAll(delimiter, '');
  return (
    quote +
    value
      .replaceAll(escape ?? quote, `${escape ?? quote}${escape ?? quote}`)
      .replaceAll(quote, escape === quote ? quote : `${escape ?? ''}${quote}`) +
    quote
  );
}

describe('agreement with DuckDB in strict mode', () => {
  it('on well-formed files of any dialect: the same records, or a clean copy that gives them', async () => {
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(
        rows,
        dialects,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (values, dialect, end, last) => {
          const header = values[0]!.map((_, i) => `c${i}`);
          const lines = [...(dialect.header ? [header] : []), ...values].map((row) =>
            row.map((value) => write(value, dialect)).join(dialect.delimiter),
          );
          const text = lines.join(end) + (last ? end : '');
          const scanned = scanCsv(text, dialect);
          expect(await read(text, scanned, dialect)).toEqual(scanned.records);
        },
      ),
      { numRuns: 600 },
    );
  });
  it('on hostile files: never a record more, fewer or different', async () => {
    const bits = fc.constantFrom(
      'a',
      '1',
      ',',
      ',',
      '"',
      '""',
      '\n',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\\',
      '\0',
      '1,2\n',
      '"x",',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(bits, { maxLength: 25 }),
        fc.constantFrom('a\n', 'a,b\n', 'a,b,c\n'),
        fc.constantFrom('"', '\\'),
        async (parts, header, escape) => {
          const text = header + parts.join('');
          const dialect = { ...comma, escape };
          const scanned = scanCsv(text, dialect);
          expect(await read(text, scanned, dialect)).toEqual(scanned.records);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
