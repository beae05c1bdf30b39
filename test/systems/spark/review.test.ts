/** There and back: what a run held back reviewed in the desk, its decisions laid over the source by a second run on a cluster. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import { actor, makeDesk, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { runInSpark, type SparkRunOfPlan } from './both-engines.ts';
import { missingSpark, startSpark, type Spark } from './start-spark.ts';

const why = missingSpark();
const author = { actor, reason: 'settled in review' };

const suite = JSON.stringify({
  name: 'wards',
  meta: {},
  expectations: [
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'ward' } },
    { type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Za-z]+$' } },
    { type: 'expect_table_row_count_to_be_between', kwargs: { min_value: 5, max_value: 7 } },
  ],
});
const badBytes = Buffer.from('8,caf\xe9,x', 'latin1');
const wards = Buffer.concat([
  Buffer.from(
    'id,ward,note\n1,Surgery,"a ""quoted"" note"\n2,Surgery/2,\n3,,x\n4,ENT-1,y\n5,Urology,z\n6,few\n7,a,b,c\n',
  ),
  badBytes,
  Buffer.from('\n9,"two"wards,x\n'),
]);

describe.skipIf(why !== null)(`a quarantine's way through review${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  let cluster: Spark;
  let source: Input<'load.start'>['source'];
  let first: SparkRunOfPlan;
  let load: string;
  beforeAll(async () => {
    cluster = await startSpark();
    made = await makeDesk();
    source = {
      paths: [made.desk.write('wards.csv', wards)],
      format: 'csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', quote: '"', escape: '"', header: true },
    };
    first = await runInSpark(made.desk, { source, suite }, cluster.master);
    const pulled = await made.desk.engine.call('spark.pull', { plan: first.folder, actor });
    load = pulled.load.id;
  });
  afterAll(async () => {
    await made.close();
    await cluster.stop();
  });

  const only = async (id: string) => {
    const { rows } = await made.desk.engine.call('quarantine.window', { filter: { load } });
    return { load, record_ids: [rows.find(({ values }) => values['id'] === id)?.record_id ?? ''] };
  };
  const rejectWith = async (raw: string) => {
    const { rows } = await made.desk.engine.call('quarantine.rejects', { load, limit: 100 });
    return rows.find((reject) => reject.raw.startsWith(raw))?.record_id ?? '';
  };

  it('brings records and rejects into the desk: bytes, reason and file', async () => {
    const { desk } = made;
    expect(first.counts).toMatchObject({ records: 5, rejects: 4, clean: 2, quarantined: 7 });
    expect(first.validation.results.map(({ success }) => success)).toEqual([false, false, true]);
    const { load: shown, receipt } = await desk.engine.call('load.get', { load });
    expect(shown).toMatchObject({ records: 3, rejects: 4, quarantined: 7 });
    expect(receipt).toMatchObject({ balanced: true, rejects: 4 });
    const { rows } = await desk.engine.call('quarantine.rejects', { load, limit: 100 });
    expect(rows.map(({ source_file: file }) => file)).toEqual(rows.map(() => source.paths[0]));
    expect(Object.fromEntries(rows.map(({ raw_base64: raw, reason }) => [raw, reason]))).toEqual({
      [Buffer.from('6,few').toString('base64')]: 'has fewer than the 3 fields of the planned source',
      [Buffer.from('7,a,b,c').toString('base64')]: 'has more than the 3 fields of the planned source',
      [badBytes.toString('base64')]: 'holds bytes that are not valid UTF-8',
      [Buffer.from('9,"two"wards,x').toString('base64')]:
        'has a quote that is not closed, or text after a closing quote',
    });
    await expect(desk.engine.call('spark.pull', { plan: first.folder, actor })).rejects.toMatchObject({
      code: 'ALREADY_LOADED',
    });
  });

  it('corrects, waives, excludes and repairs in Spark what was so decided in the desk', async () => {
    const { desk } = made;
    await desk.engine.call('review.correct', { selection: await only('2'), set: { ward: 'Surgery' }, ...author });
    await desk.engine.call('review.waive', { selection: await only('4'), ...author });
    await desk.engine.call('review.exclude', { selection: await only('3'), ...author });
    await desk.engine.call('review.repair', {
      reject: await rejectWith('6,few'),
      text: '6,Surgery,few\n66,ENT-2,',
      ...author,
    });
    await desk.engine.call('review.repair', { reject: await rejectWith('8,caf'), text: '8,Cafe,x', ...author });
    await desk.engine.call('review.exclude', {
      selection: { load, record_ids: [await rejectWith('7,a')] },
      ...author,
    });

    const path = join(desk.files, 'patch.parquet');
    const written = await desk.engine.call('spark.patch', { load, path, ...author });
    expect(written).toEqual({
      path,
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
      corrected: 1,
      waived: 1,
      excluded: 2,
      repaired: 2,
    });
    await expect(desk.engine.call('spark.patch', { load, path, ...author })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const [event] = await desk.engine.call('audit.list', { filter: { action: 'spark patch' } });
    expect(event).toMatchObject({ actor, reason: author.reason, load, new: `${path} (SHA-256 ${written.sha256})` });
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });

    const second = await runInSpark(desk, { source, suite, patch: path, supersedes: first.folder }, cluster.master);
    expect(second.counts).toEqual({
      records: 5,
      rejects: 4,
      repaired_records: 3,
      repaired_rejects: 2,
      clean: 2,
      corrected: 3,
      waived: 1,
      excluded: 2,
      // A repaired record that still fails, and the reject that nobody looked at.
      quarantined: 2,
    });
    const rows = await query<Record<string, string>>(
      `SELECT id, ward, note, _review_state AS state FROM read_parquet(${literally(second.plan.publish)} || '/**/*.parquet') ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: '1', ward: 'Surgery', note: 'a "quoted" note', state: 'clean' },
      { id: '2', ward: 'Surgery', note: null, state: 'corrected' },
      { id: '4', ward: 'ENT-1', note: 'y', state: 'waived' },
      { id: '5', ward: 'Urology', note: 'z', state: 'clean' },
      { id: '6', ward: 'Surgery', note: 'few', state: 'corrected' },
      { id: '8', ward: 'Cafe', note: 'x', state: 'corrected' },
    ]);
    const held = await query<Record<string, string>>(
      `SELECT id, _review_state AS state FROM read_parquet(${literally(second.plan.quarantine)} || '/*.parquet') ORDER BY id`,
    );
    expect(held).toEqual([
      { id: '3', state: 'excluded' },
      { id: '66', state: 'quarantined' },
    ]);
    const rejects = await query<Record<string, string>>(
      `SELECT decode(raw) AS raw, _review_state AS state FROM read_parquet(${literally(second.plan.rejects)} || '/*.parquet') ORDER BY raw`,
    );
    expect(rejects).toEqual([
      { raw: '7,a,b,c', state: 'excluded' },
      { raw: '9,"two"wards,x', state: 'quarantined' },
    ]);
    const keys = await query<{ k: string }>(
      `SELECT split_part(_record_id, ':', 2) AS k FROM read_parquet(${literally(first.plan.quarantine)} || '/*.parquet')
       INTERSECT SELECT split_part(_record_id, ':', 2) FROM read_parquet([${literally(second.plan.publish)} || '/**/*.parquet', ${literally(second.plan.quarantine)} || '/*.parquet'], union_by_name = true)`,
    );
    expect(keys).toHaveLength(3);

    // A patch and an older one of the same load together would decide a record twice, and make two of it.
    const both = join(desk.files, 'both');
    mkdirSync(both);
    for (const name of ['one.parquet', 'two.parquet']) copyFileSync(path, join(both, name));
    await expect(runInSpark(desk, { source, suite, patch: both }, cluster.master)).rejects.toMatchObject({
      code: 'COULD_NOT_RUN',
      message: expect.stringContaining('decides some records more than once') as string,
    });

    const { publish: before } = await desk.engine.call('spark.commit', { plan: first.folder, actor });
    const { superseded, publish } = await desk.engine.call('spark.commit', { plan: second.folder, actor });
    expect(superseded).toBe(before.path);
    expect(publish).toMatchObject({ path: second.plan.publish, rows: 6 });
  });
});
