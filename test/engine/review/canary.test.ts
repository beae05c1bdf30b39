/** Promise 4: whatever goes wrong, no cell's value is in an error, a task, an event or a metric. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDeskError } from '../../../electron/contract/errors.ts';
import { openDesk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';
import { Reviewer } from '../../support/review.ts';
import { matches, notNull, suite } from '../../support/suites.ts';

const canary = 'CANARY';
const rows = Array.from({ length: 40 }, (_, index) => `${canary}a${index},${canary}b${index},"${canary}c ${index}"`);
const text = `one,two,three\n${rows.join('\n')}\n${canary}reject,${canary},${canary},${canary}\n${canary}short\n`;

const rules = suite(
  matches('one', '^ok$'),
  notNull('nowhere'),
  matches('two', '(?=look)'),
  ['expect_column_values_to_be_between', { column: 'three', min_value: 1, max_value: 2 }],
  ['expect_column_mean_to_be_between', { column: 'three', min_value: 1 }],
  ['expect_column_values_to_match_strftime_format', { column: 'two', strftime_format: '%Y-%m-%d' }],
  ['expect_column_values_to_be_of_type', { column: 'two', type_: 'INTEGER' }],
  ['expect_column_pair_values_a_to_be_greater_than_b', { column_A: 'one', column_B: 'two' }],
);

describe('a canary in every cell', () => {
  it('is in nothing that may be logged, however much fails', async () => {
    const desk = await openDesk();
    const { engine } = desk;
    const heard: unknown[] = [];
    engine.subscribe((event) => heard.push(event));
    const refusals: string[] = [];
    const fails = async (call: Promise<unknown>): Promise<void> => {
      const error = await call.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!isDeskError(error)) throw new Error(`it should have failed as a DeskError: ${String(error)}`);
      refusals.push(error.code);
      heard.push(error.toFailure(), error.message, String(error));
    };

    const path = desk.write('canary.csv', text);
    const { load } = await desk.load({ paths: [path] });
    const { validation } = await desk.check(load.id, rules);
    for (const { exception_info: info, meta } of validation.results) heard.push(info, meta);
    const review = new Reviewer(engine, load.id);
    const filter = { load: load.id };
    const value = `${canary}a1`;

    await fails(desk.load({ paths: [path] }));
    await fails(
      engine.call('quarantine.window', {
        filter: { ...filter, where: [{ column: 'one', operator: 'matches', value: `(${canary}` }] },
      }),
    );
    await fails(
      engine.call('quarantine.window', { filter: { ...filter, where: [{ column: 'nowhere', operator: '=', value }] } }),
    );
    await fails(
      engine.call('quarantine.window', {
        filter: { ...filter, where: [{ column: 'one', operator: 'is null', value }] },
      }),
    );
    await fails(engine.call('quarantine.window', { filter, sort: [{ column: 'one', direction: value as 'asc' }] }));
    await fails(review.correct(review.ids(1), { nowhere: value }));
    await fails(review.correct(review.ids(1), { one: value }, { expected_version: 9 }));
    await fails(review.correct(review.ids(1), { one: { deep: value } as never }));
    await fails(
      review.correct({ ...filter, where: [{ column: 'one', operator: 'matches', value: `[${canary}` }] }, { one: 'x' }),
    );
    await fails(review.waive(review.ids('r1')));
    await fails(review.waive(review.ids(1), { until: value }));
    await fails(review.repair(1, `${canary}1,${canary}2`));
    await fails(review.repair(1, `"${canary}`));
    await fails(review.repair(1, `"${canary}"${canary},2,3`));
    await fails(review.undo('20260101-000000-none0'));
    await fails(engine.call('record.get', { record_id: `${load.id}:99` }));
    await fails(desk.publish(load.id));
    await fails(desk.publish(load.id, { partition_by: ['nowhere'] }));
    mkdirSync(join(desk.files, 'taken.jsonl'));
    await fails(engine.call('audit.export', { path: join(desk.files, 'taken.jsonl'), format: 'jsonl' }));

    const lines = `{"one":"${canary}","two":"${canary}"}\n{"one":"${canary}","two":\n`;
    const json = (await desk.loadText('canary.jsonl', lines)).load;
    await desk.check(json.id, suite(matches('one', '^ok$')));
    const jsonReview = new Reviewer(engine, json.id);
    await fails(jsonReview.repair(1, `{"one":"${canary}","${canary}":1}`));
    await fails(jsonReview.repair(1, `{"one":"${canary}`));
    await fails(jsonReview.repair(1, `[${canary}]`));

    const typed = join(desk.files, 'typed.parquet');
    await run(
      `COPY (SELECT 7 AS n, DATE '2026-01-02' AS day, '${canary}' AS note) TO ${quoted(typed)} (FORMAT parquet)`,
    );
    const parquet = (await desk.load({ paths: [typed] })).load;
    await desk.check(parquet.id, suite(['expect_column_values_to_be_between', { column: 'n', min_value: 9 }]));
    for (const column of ['n', 'day']) {
      await fails(
        engine.call('review.correct', {
          selection: { load: parquet.id, record_ids: [`${parquet.id}:1`] },
          set: { [column]: canary },
          actor: 'Ada',
          reason: 'to see it fail',
        }),
      );
    }

    await engine.idle();
    expect(refusals.length).toBe(24);
    heard.push(
      await engine.call('task.list', {}),
      await engine.call('metrics.read', {}),
      await engine.call('load.list', {}),
    );
    for (const each of heard) expect(JSON.stringify(each)).not.toContain(canary);
  });
});
