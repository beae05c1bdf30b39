/** The fail branch as data: beside the publish, never inside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { manifestSchema } from '../../../electron/contract/publish.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { columnsOf, query, quoted } from '../../support/parquet.ts';

const suite = {
  expectation_suite_name: 'two_rules',
  expectations: [
    { expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a' } },
    { expectation_type: 'expect_column_values_to_match_regex', kwargs: { column: 'b', regex: '^[a-z]+$' } },
  ],
};

it('quarantined and excluded records go to quarantine/, with their findings as a list', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('a.csv', 'a,b\n1,ok\n,9\n3,8\n4,fine\n');
  await desk.check(load.id, suite);
  await desk.engine.call('review.exclude', {
    selection: { load: load.id, record_ids: [`${load.id}:3`] },
    actor,
    reason: 'not ours',
  });
  const { publish } = await desk.publish(load.id, { with_quarantine: true });
  const part = join(desk.target, 'quarantine', basename(publish.path), 'part-0.parquet');
  const rows = await query(
    `SELECT _record_id, _review_state, list_transform(_findings, f -> f."column") AS columns FROM read_parquet(${quoted(part)}) ORDER BY 1`,
  );
  expect(rows).toEqual([
    {
      _record_id: `${load.id}:2`,
      _review_state: 'quarantined',
      columns: expect.arrayContaining(['a', 'b']) as unknown,
    },
    { _record_id: `${load.id}:3`, _review_state: 'excluded', columns: ['b'] },
  ]);
  expect((await columnsOf(part)).at(-1)?.type).toBe(
    'STRUCT(expectation_key VARCHAR, "column" VARCHAR, "value" VARCHAR)[]',
  );
  expect(readdirSync(publish.path).sort()).toEqual(['_manifest.json', expect.stringMatching(/^ingest_date=/)]);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(publish.manifest, 'utf8')));
  expect(manifest.quarantine_files).toMatchObject([{ path: 'part-0.parquet', rows: 2 }]);
});

it('there is no quarantine/ unless it was asked for', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('a.csv', 'a,b\n1,ok\n,9\n');
  await desk.check(load.id, suite);
  await desk.publish(load.id);
  expect(existsSync(join(desk.target, 'quarantine'))).toBe(false);
});

it('of two publishes in one second each keeps its own', async () => {
  const desk = await openDesk();
  const plain = (await desk.loadText('plain.csv', 'a,b\n1,ok\n')).load.id;
  const failing = (await desk.loadText('failing.csv', 'a,b\n,ok\n2,ok\n')).load.id;
  for (const load of [plain, failing]) await desk.check(load, suite);
  const [, second] = await Promise.all([desk.publish(plain), desk.publish(failing, { with_quarantine: true })]);
  expect(readdirSync(join(desk.target, 'quarantine'))).toEqual([basename(second.publish.path)]);
});
