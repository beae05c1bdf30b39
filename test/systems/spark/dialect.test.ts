/** What a script spells out against what Spark reads, and one regular expression against two matchers, by chance and in bulk. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { javaRegex } from '../../../electron/engine/checks/java-regex.ts';
import { sparkDialect } from '../../../electron/engine/checks/spark-dialect.sql.ts';
import { duckdbDialect } from '../../../electron/engine/checks/duckdb-dialect.sql.ts';
import { Untranslatable } from '../../../electron/engine/checks/untranslatable.ts';
import { sparkText } from '../../../electron/engine/spark/quote.sql.ts';
import type { SqlExpr } from '../../../electron/engine/checks/dialect.ts';
import { query, quoted } from '../../support/parquet.ts';
import { askSpark, missingSpark } from './start-spark.ts';

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

const literals = fc.sample(wild, { seed, numRuns: 400 }).filter((text) => !/\p{Surrogate}/u.test(text));
const pairs = fc.sample(fc.tuple(regex, subject), { seed, numRuns: 1_500 }).filter(([pattern]) => translates(pattern));
const spelt = [
  ...fc.sample(numeric, { seed, numRuns: 2_000 }),
  ...['1e308', '1.8e308', '-1e999', '1e-330', '0.1', '179769313486231580793e289'],
];

const sparkRows = <T>(values: readonly T[], row: (value: T) => string): string =>
  values.map((value, index) => `(${index}, ${row(value)})`).join(', ');
const number = (sql: { tryNumber(text: SqlExpr): SqlExpr }): string => sql.tryNumber('v' as SqlExpr);

describe.skipIf(why !== null)(`the Spark dialect against real Spark${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let answers: string[][];
  beforeAll(async () => {
    answers = await askSpark([
      `SELECT hex(encode(v, 'UTF-8')) FROM VALUES ${sparkRows(literals, sparkText)} AS t(i, v) ORDER BY i`,
      `SELECT t RLIKE p FROM VALUES ${sparkRows(pairs, ([p, t]) => `${sparkText(t)}, ${sparkText(javaRegex(p))}`)} AS v(i, t, p) ORDER BY i`,
      `SELECT ${number(sparkDialect)} FROM VALUES ${sparkRows(spelt, sparkText)} AS t(i, v) ORDER BY i`,
    ]);
  });

  it('reads every literal back to the byte', () => {
    expect(answers[0]).toEqual(literals.map((text) => Buffer.from(text, 'utf8').toString('hex').toUpperCase()));
  });

  it('matches the texts that RE2 matches, or refuses the pattern', async () => {
    const ours = await query<{ m: boolean | null }>(
      `SELECT TRY(regexp_matches(t, p)) AS m FROM (VALUES ${sparkRows(pairs, ([p, t]) => `${quoted(t)}, ${quoted(p)}`)}) v(i, t, p) ORDER BY i`,
    );
    // Null: RE2 does not take the pattern, which is found before anything is planned.
    const asked = pairs
      .map(([pattern, text], index) => ({ pattern, text, re2: ours[index]?.m ?? null, java: answers[1]?.[index] }))
      .filter(({ re2 }) => re2 !== null);
    expect(asked.length).toBeGreaterThan(500);
    expect(asked.filter(({ re2, java }) => String(re2) !== java)).toEqual([]);
  });

  it('reads the numbers that DuckDB reads', async () => {
    const ours = await query<{ n: number | null }>(
      `SELECT ${number(duckdbDialect())} AS n FROM (VALUES ${sparkRows(spelt, quoted)}) t(i, v) ORDER BY i`,
    );
    const read = (text: string | undefined): number | null =>
      text === undefined || text === 'NULL' ? null : Number(text);
    const unlike = spelt
      .map((text, index) => ({ text, duckdb: ours[index]?.n ?? null, spark: read(answers[2]?.[index]) }))
      .filter(({ duckdb, spark }) => duckdb !== spark);
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
