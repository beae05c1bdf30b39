/** Verdicts and findings against the same rules written as plain JavaScript, over generated tables. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../electron/contract/check.ts';
import { rowSuccess } from '../../../electron/engine/checks/run/result.ts';
import { runSuite } from '../../../electron/engine/checks/run/run-suite.ts';
import type { Database } from '../../../electron/engine/db/database.ts';
import { createTable, expectation, findingsIn, openDatabase, suiteOf } from './bench-table.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a',
    'A b',
    '1',
    '1.0',
    '01',
    '0.1',
    '-3',
    '12',
    'NaN',
    'inf',
    '1_0',
    'Ünïcode',
    '😀',
    'null',
    'true',
    '1e1',
    ' 2 ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }).filter((value) => !value.includes('\0')),
);
const column = fc.array(fc.option(text, { freq: 4 }), { minLength: 0, maxLength: 12 });

type Rule = (value: string, all: readonly (string | null)[]) => boolean;

/** What a text column's value counts as: a plain decimal number, spaces around it allowed. */
function asNumber(value: string): number | null {
  const bare = value.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(bare) ? Number(bare) : null;
}

const rules: readonly [string, JsonObject, Rule][] = [
  ['expect_column_values_to_match_regex', { regex: '^[A-Za-z ]+$' }, (value) => /^[A-Za-z ]+$/.test(value)],
  ['expect_column_values_to_not_match_regex', { regex: '[0-9]' }, (value) => !/[0-9]/.test(value)],
  [
    'expect_column_values_to_be_in_set',
    { value_set: ['a', 1, null] },
    (value) => value === 'a' || value === '1' || asNumber(value) === 1,
  ],
  [
    'expect_column_values_to_not_be_in_set',
    { value_set: ['a', 'A b', null] },
    (value) => !['a', 'A b'].includes(value),
  ],
  [
    'expect_column_values_to_be_between',
    { min_value: 0.1, max_value: 10 },
    (value) => {
      const number = asNumber(value);
      return number !== null && number >= 0.1 && number <= 10;
    },
  ],
  [
    'expect_column_value_lengths_to_be_between',
    { min_value: 1, max_value: 2 },
    (value) => [1, 2].includes(Array.from(value).length),
  ],
  ['expect_column_values_to_be_unique', {}, (value, all) => all.filter((other) => other === value).length === 1],
];

describe('over generated tables', () => {
  it('findings and verdicts are those of the plain rules', () =>
    database.read(async (connection) => {
      const suite = suiteOf(...rules.map(([type, kwargs]) => expectation(type, { column: 'v', ...kwargs })));
      await fc.assert(
        fc.asyncProperty(column, async (values) => {
          const relation = await createTable(connection, { v: { values } });
          const { result } = await runSuite(connection, relation, suite, {
            findingsTable: 'found',
            resultFormat: 'COMPLETE',
          });
          const wanted = rules.map(([, , holds]) =>
            values.flatMap((value, row) => (value === null || holds(value, values) ? [] : [[row + 100, value]])),
          );
          const found = await findingsIn(connection, 'found');
          for (const [index, list] of wanted.entries()) {
            const actual = found
              .filter((one) => one.expectation === index)
              .map(({ ordinal, value }) => [ordinal, value]);
            expect(actual, rules[index]![0]).toEqual(list);
            expect(result.results[index]).toMatchObject({
              success: list.length === 0,
              result: {
                element_count: values.length,
                missing_count: values.filter((value) => value === null).length,
                unexpected_count: list.length,
                unexpected_list: list.map(([, value]) => value),
              },
            });
          }
        }),
        { numRuns: 60 },
      );
    }));

  it('a row condition keeps the rows it names and no others', () =>
    database.read(async (connection) => {
      const suite = suiteOf(
        expectation('expect_column_values_to_not_be_null', { column: 'v', row_condition: 'col("w") == "a"' }),
        expectation('expect_column_values_to_be_unique', { column: 'v', row_condition: 'col("w").notnull()' }),
        expectation('expect_table_row_count_to_be_between', { row_condition: 'col("w") >= 1' }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.option(text), fc.option(text)), { maxLength: 10 }), async (rows) => {
          const relation = await createTable(connection, {
            v: { values: rows.map(([v]) => v) },
            w: { values: rows.map(([, w]) => w) },
          });
          const { result } = await runSuite(connection, relation, suite);
          const kept = rows.filter(([, w]) => w === 'a');
          const known = rows.filter(([, w]) => w !== null).map(([v]) => v);
          const numbers = rows.filter(([, w]) => w !== null && (asNumber(w) ?? 0) >= 1);
          expect(result.results[0]?.result).toMatchObject({
            element_count: kept.length,
            unexpected_count: kept.filter(([v]) => v === null).length,
          });
          expect(result.results[1]?.result).toMatchObject({
            element_count: known.length,
            unexpected_count: known.filter((v) => v !== null && known.filter((other) => other === v).length > 1).length,
          });
          expect(result.results[2]?.result).toEqual({ observed_value: numbers.length });
        }),
        { numRuns: 40 },
      );
    }));
});

describe('mostly', () => {
  it('is met when (considered - unexpected) / considered reaches it, on the boundary too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), fc.nat(1000), (considered, other, missing) => {
        const unexpected = other % (considered + 1);
        const share = (considered - unexpected) / considered;
        const counts = { elements: considered + missing, missing, unexpected };
        expect(rowSuccess(counts, share)).toBe(true);
        const above = share + Number.EPSILON;
        if (above > share && above <= 1) expect(rowSuccess(counts, above)).toBe(false);
      }),
    );
  });

  it('is met when nothing is considered', () => {
    expect(rowSuccess({ elements: 3, missing: 3, unexpected: 0 }, 1)).toBe(true);
    expect(rowSuccess({ elements: 0, missing: 0, unexpected: 0 }, 1)).toBe(true);
  });
});
