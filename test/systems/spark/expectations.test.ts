import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ValidationResult } from '../../../electron/contract/check.ts';
import { expectationTypes } from '../../../electron/engine/checks/registry.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';
import { differences, runInDesk, runInSpark, sharedColumns, verdicts } from './both-engines.ts';
import { everyExpectation, numbers, sound, texts } from './nasty-values.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();
const rows = Math.max(texts.length, numbers.length);
const text = (value: string | null | undefined): string =>
  value === null || value === undefined ? 'NULL' : quoted(value);

/** Text through base64, so that no literal's spelling is in question; a Parquet file keeps nulls and types as they are. */
async function writeTable(path: string): Promise<void> {
  const values = Array.from({ length: rows }, (_, index) => {
    const group = index % 3 === 0 ? null : `g${index % 5}`;
    return `(${[
      text(texts[index]),
      text(numbers[index]),
      text(sound[index % sound.length]),
      text(group),
      text(index % 4 === 0 ? null : 'h'),
      `${index % 9 === 0 ? 'NULL' : index}::BIGINT`,
      index % 7 === 0 ? 'NULL' : `${index % 2 === 0}`,
      index % 6 === 0 ? 'NULL' : `DATE '2024-02-29' + ${index - 20}`,
      `${index % 8 === 0 ? 'NULL' : `${index / 10}`}::DECIMAL(10,2)`,
    ].join(', ')})`;
  });
  await run(
    `COPY (SELECT * FROM (VALUES ${values.join(', ')}) v(t, n, s, g, h, i, o, dt, de)) TO ${quoted(path)} (FORMAT parquet)`,
  );
}

/** What was observed, as far as two engines can show it alike: sums to twelve digits, and dates as days. */
const shown = (validation: ValidationResult): unknown[] =>
  verdicts(validation).map((verdict): unknown =>
    JSON.parse(
      JSON.stringify(verdict, (_key, value: unknown) => {
        if (typeof value === 'number') return Number(value.toPrecision(12));
        return typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T00:00:00\.000$/, '$1') : value;
      }),
    ),
  );

const suiteOf = (expectations: readonly object[]) => ({ name: 'every', expectations, meta: {} });

/** By type, why each is not run. */
const refusedTypes = [
  'expect_column_value_z_scores_to_be_less_than',
  'expect_column_values_to_be_decreasing',
  'expect_column_values_to_be_increasing',
  'expect_column_values_to_be_json_parseable',
  'expect_column_values_to_match_strftime_format',
];

describe.skipIf(why !== null)(
  `every expectation over values that part engines${why === null ? '' : ` (skipped: ${why})`}`,
  () => {
    let made: { desk: Desk; close: () => Promise<void> };
    beforeAll(async () => {
      made = await makeDesk();
    });
    afterAll(() => made.close());

    it('is refused by name, or comes out the same in both', async () => {
      const { desk } = made;
      const path = join(desk.files, 'nasty.parquet');
      await writeTable(path);
      const source = { paths: [path] };
      const accepted: object[] = [];
      const refused: string[] = [];
      for (const [index, config] of everyExpectation.entries()) {
        const suite = JSON.stringify(suiteOf([config]));
        const out = join(desk.files, `alone-${index}`);
        const failure = await desk.engine.call('spark.plan', { source, suite, target: desk.target, out }).then(
          () => null,
          (error: unknown) => error as Error,
        );
        if (failure === null) accepted.push(config);
        else {
          expect(failure).toMatchObject({ code: 'COULD_NOT_RUN' });
          refused.push(config.type);
        }
      }
      const asked = new Set(everyExpectation.map(({ type }) => type));
      expect([...asked].sort()).toEqual([...expectationTypes].sort());
      const runnable = new Set(accepted.map((config) => (config as { type: string }).type));
      expect([...asked].filter((type) => !runnable.has(type)).sort()).toEqual(refusedTypes);

      const suite = suiteOf(accepted);
      const ours = await runInDesk(desk, source, suite);
      const theirs = await runInSpark(desk, { source, suite: JSON.stringify(suite) });
      const [expected, found] = [shown(ours.validation), shown(theirs.validation)];
      const unlike = expected
        .map((verdict, index) => ({ asked: accepted[index], desk: verdict, spark: found[index] }))
        .filter(({ desk: one, spark: other }) => !isDeepStrictEqual(one, other));
      expect(unlike).toEqual([]);
      expect(theirs.counts).toEqual(ours.counts);
      const columns = [...sharedColumns(theirs.plan), '_findings'];
      expect(await differences(ours.quarantine, theirs.plan.quarantine, columns)).toMatchObject({
        onlyFirst: 0,
        onlySecond: 0,
      });
    });
  },
);
