/** What a script spells out against what Spark reads, and one regular expression against two matchers, by chance and in bulk. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { javaRegex } from '../../../electron/engine/checks/java-regex.ts';
import { sparkDialect } from '../../../electron/engine/checks/spark-dialect.sql.ts';
import { duckdbDialect } from '../../../electron/engine/checks/duckdb-dialect.sql.ts';
import { Untranslatable } from '../../../electron/engine/checks/untranslatable.ts';
import { sparkText } from '../../../electron/engine/spark/quote.sql.ts';
import type { SqlExpr } from '../../../electron/engine/checks/dialect.ts';
import { query, quoted } from '../../support/parquet.ts';
import { missingSpark, startSpark, type Spark } from './start-spark.ts';

const why = missingSpark();
const seed = 20261123;

const wild = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      '\\',
      '$',
      '{',
      '}',
      ';',
      '-',
      '/',
      '*',
      '`',
      '\n',
      '\r',
      '%',
      '_',
      'u',
      '0',
      '\0',
      'é',
      '😀',
    ),
  }),
);

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '^',
  '$',
  '\\s',
  '\\S',
  '\\d',
  '\\w',
  '\\W',
  '\\b',
  '\\B',
  '[a-c]',
  '[^a]',
  '[[:alpha:]]',
  '[\\s_]',
  'é',
  '\\n',
  '(?i)K',
  '\\.',
  '-',
  ' ',
  '|',
);
const repeat = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{2,}');
const regex = fc
  .array(fc.tuple(piece, repeat), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([one, times]) => (/^(\^|\$|\||\\[bB]|\(\?i\)K)$/.test(one) ? one : one + times)).join(''))
  .chain((pattern) => fc.constantFrom(pattern, `(?:${pattern})`, `(${pattern})?x`, `(?s)${pattern}`));
const subject = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    'c',
    'k',
    'K',
    '\u212a',
    'é',
    ' ',
    '\n',
    '\r',
    '\t',
    '\v',
    '_',
    '1',
    '\u0661',
    '-',
    '.',
    '😀',
    '\u2028',
  ),
  maxLength: 5,
});
const numeric = fc.string({
  unit: fc.constantFrom('1', '0', '9', '.', 'e', 'E', '+', '-', ' ', '_', '\t', 'd', 'x', 'n', 'a'),
  maxLength: 6,
});

describe.skipIf(why !== null)(`the Spark dialect against real Spark${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let spark: Spark;
  beforeAll(async () => {
    spark = await startSpark();
  });
  afterAll(() => spark.stop());

  it('reads every literal back to the byte', async () => {
    const values = fc.sample(wild, { seed, numRuns: 400 }).filter((text) => !/\p{Surrogate}/u.test(text));
    const rows = await spark.sql(
      `SELECT hex(encode(v, 'UTF-8')) FROM VALUES ${values.map((text, index) => `(${index}, ${sparkText(text)})`).join(', ')} AS t(i, v) ORDER BY i`,
    );
    expect(rows).toEqual(values.map((text) => Buffer.from(text, 'utf8').toString('hex').toUpperCase()));
  });

  it('matches the texts that RE2 matches, or refuses the pattern', async () => {
    const pairs = fc
      .sample(fc.tuple(regex, subject), { seed, numRuns: 1_500 })
      .filter(([pattern]) => translates(pattern));
    expect(pairs.length).toBeGreaterThan(500);
    const ours = await query<{ m: boolean | null }>(
      `SELECT TRY(regexp_matches(t, p)) AS m FROM (VALUES ${pairs.map(([p, t], i) => `(${i}, ${quoted(t)}, ${quoted(p)})`).join(', ')}) v(i, t, p) ORDER BY i`,
    );
    const theirs = await spark.sql(
      `SELECT t RLIKE p FROM VALUES ${pairs.map(([p, t], i) => `(${i}, ${sparkText(t)}, ${sparkText(javaRegex(p))})`).join(', ')} AS v(i, t, p) ORDER BY i`,
    );
    const unlike = pairs.filter((_, index) => ours[index]?.m !== null && String(ours[index]?.m) !== theirs[index]);
    expect(unlike).toEqual([]);
  });

  it('reads the numbers that DuckDB reads', async () => {
    const values = [
      ...fc.sample(numeric, { seed, numRuns: 2_000 }),
      '1e308',
      '1.8e308',
      '-1e999',
      '1e-330',
      '0.1',
      '179769313486231580793e289',
    ];
    const number = (sql: { tryNumber(text: SqlExpr): SqlExpr }): string => sql.tryNumber('v' as SqlExpr);
    const ours = await query<{ n: number | null }>(
      `SELECT ${number(duckdbDialect())} AS n FROM (VALUES ${values.map((text, i) => `(${i}, ${quoted(text)})`).join(', ')}) t(i, v) ORDER BY i`,
    );
    const theirs = await spark.sql(
      `SELECT ${number(sparkDialect)} FROM VALUES ${values.map((text, i) => `(${i}, ${sparkText(text)})`).join(', ')} AS t(i, v) ORDER BY i`,
    );
    const read = (text: string | undefined): number | null =>
      text === undefined || text === 'NULL' ? null : Number(text);
    const unlike = values
      .map((text, index) => ({ text, duckdb: ours[index]?.n ?? null, spark: read(theirs[index]) }))
      .filter(({ duckdb, spark: other }) => duckdb !== other);
    expect(unlike).toEqual([]);
  });
});

function translates(pattern: string): boolean {
  try {
    javaRegex(pattern);
    return true;
  } catch (error) {
    if (error instanceof Untranslatable) return false;
    throw error;
  }
}
