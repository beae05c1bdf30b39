/**
 * A patched run that holds back what the review never saw, because its rules or its files are others: whatever is not in
 * bronze is in quarantine in the workspace, once.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import { actor, makeDesk, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { runInSpark, type SparkRunOfPlan } from './both-engines.ts';
import { missingSpark, startSpark, type Spark } from './start-spark.ts';

const why = missingSpark();
const author = { actor, reason: 'settled in review' };

const wardRule = { type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Za-z]+$' } };
const uniqueRule = { type: 'expect_column_values_to_be_unique', kwargs: { column: 'id' } };
const suiteOf = (...expectations: object[]): string => JSON.stringify({ name: 'wards', meta: {}, expectations });
const early = suiteOf(wardRule, uniqueRule);
const late = suiteOf(wardRule, uniqueRule, {
  type: 'expect_column_values_to_not_be_null',
  kwargs: { column: 'note' },
});

describe.skipIf(why !== null)(`a patch under other rules${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  let cluster: Spark;
  let source: Input<'load.start'>['source'];
  let both: Input<'load.start'>['source'];
  let first: SparkRunOfPlan;
  let earlier: string;
  beforeAll(async () => {
    cluster = await startSpark();
    made = await makeDesk();
    const { desk } = made;
    const how = {
      format: 'csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', quote: '"', escape: '"', header: true },
    } as const;
    const one = desk.write(
      'one.csv',
      'id,ward,note\n1,Surgery,a\n2,Surgery/2,b\n3,ENT-1,\n4,Urology,\n5,few\n6,ENT-2,c\n',
    );
    const two = desk.write('two.csv', 'id,ward,note\n7,Surgery,d\n8,ENT-8,e\n9,Urology,\n10,a,b,c\n');
    source = { paths: [one], ...how };
    both = { paths: [one, two], ...how };
    first = await runInSpark(desk, { source, suite: early }, cluster.master);
    expect(first.counts).toMatchObject({ records: 5, rejects: 1, clean: 2, quarantined: 4 });
    const pulled = await desk.engine.call('spark.pull', { plan: first.folder, actor });
    expect(pulled).toMatchObject({ fresh: 4, reviewed_in: [], receipt: { quarantined: 4 } });
    earlier = pulled.load.id;
    await set(earlier, '2', { ward: 'Surgery' });
    await set(earlier, '3', { ward: 'ENT' });
    const reject = await desk.engine.call('quarantine.rejects', { load: earlier, limit: 1 });
    await desk.engine.call('review.repair', {
      reject: reject.rows[0]?.record_id ?? '',
      text: '5,Urology,',
      ...author,
    });
  });
  afterAll(async () => {
    await made.close();
    await cluster.stop();
  });

  async function set(load: string, id: string, values: Record<string, string>): Promise<void> {
    const { rows } = await made.desk.engine.call('quarantine.window', { filter: { load } });
    const record_ids = rows.filter((row) => row.values['id'] === id).map(({ record_id }) => record_id);
    await made.desk.engine.call('review.correct', { selection: { load, record_ids }, set: values, ...author });
  }
  async function patchOf(load: string, path: string): Promise<string> {
    await made.desk.engine.call('spark.patch', { load, path, ...author });
    return path;
  }
  const quarantinedIn = async (load: string) => {
    const { load: shown } = await made.desk.engine.call('load.get', { load });
    return shown.quarantined;
  };
  const at = (name: string): string => join(made.desk.files, name);

  it('brings into review what no load has, and checks anew the load that has the others', async () => {
    const { desk } = made;
    const patch = await patchOf(earlier, at('one.parquet'));
    const second = await runInSpark(
      desk,
      { source: both, suite: late, patch, supersedes: first.folder },
      cluster.master,
    );
    // In review: 6 as before, 3 and the repaired 5 by the new rule. Never seen: 4 by the new rule, 8, 9 and a reject of the new file.
    expect(second.counts).toMatchObject({ records: 8, rejects: 2, clean: 2, corrected: 1, quarantined: 7 });

    const trail = await desk.engine.call('audit.list', {});
    await expect(desk.engine.call('spark.pull', { plan: second.folder, actor })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { load: earlier, remedy: 'give reason' },
    });
    expect(await desk.engine.call('audit.list', {})).toEqual(trail);

    const pulled = await desk.engine.call('spark.pull', { plan: second.folder, ...author });
    expect(pulled).toMatchObject({
      fresh: 4,
      reviewed_in: [earlier],
      load: { records: 3, rejects: 1, quarantined: 4 },
    });
    const later = pulled.load.id;
    expect([await quarantinedIn(earlier), await quarantinedIn(later)]).toEqual([3, 4]);

    for (const id of ['3', '5']) await set(earlier, id, { note: 'seen' });
    await set(earlier, '6', { ward: 'ENT' });
    for (const id of ['4', '9']) await set(later, id, { note: 'seen' });
    await set(later, '8', { ward: 'ENT' });
    const reject = await desk.engine.call('quarantine.rejects', { load: later, limit: 1 });
    const record_ids = [reject.rows[0]?.record_id ?? ''];
    await desk.engine.call('review.exclude', { selection: { load: later, record_ids }, ...author });
    mkdirSync(at('patches'));
    await patchOf(earlier, at('patches/one.parquet'));
    await patchOf(later, at('patches/two.parquet'));
    const plan = { source: both, suite: late, patch: at('patches'), supersedes: second.folder };
    const third = await runInSpark(desk, plan, cluster.master);
    expect(third.counts).toMatchObject({ records: 8, rejects: 2, excluded: 1, quarantined: 0, clean: 2, corrected: 7 });
    const rows = await query<{ id: string; ward: string; note: string }>(
      `SELECT id, ward, note FROM read_parquet(${literally(third.plan.publish)} || '/**/*.parquet') ORDER BY id`,
    );
    expect(rows.map(({ id, ward, note }) => `${id} ${ward} ${note}`)).toEqual([
      '1 Surgery a',
      '2 Surgery b',
      '3 ENT seen',
      '4 Urology seen',
      '5 Urology seen',
      '6 ENT c',
      '7 Surgery d',
      '8 ENT e',
      '9 Urology seen',
    ]);
  });

  it('answers with the load that has all of it, when there is nothing else', async () => {
    const { desk } = made;
    await set(earlier, '6', { ward: 'ENT-2' });
    const patch = await patchOf(earlier, at('again.parquet'));
    const run = await runInSpark(desk, { source, suite: early, patch }, cluster.master);
    expect(run.counts).toMatchObject({ quarantined: 1 });
    const pulled = await desk.engine.call('spark.pull', { plan: run.folder, ...author });
    expect(pulled).toMatchObject({ fresh: 0, reviewed_in: [earlier], load: { id: earlier, quarantined: 1 } });
  });

  it('stops before it writes where a correction made a value occur twice, and only one of the two was reviewed', async () => {
    const { desk } = made;
    await set(earlier, '6', { id: '1', ward: 'ENT' });
    const patch = await patchOf(earlier, at('twice.parquet'));
    await expect(runInSpark(desk, { source, suite: early, patch }, cluster.master)).rejects.toMatchObject({
      code: 'COULD_NOT_RUN',
      message: expect.stringMatching(
        /“id must not repeat a value” holds back records that were reviewed.*Nothing was published/,
      ) as string,
    });
  });

  it('stops before it writes where the source has got another column', async () => {
    const { desk } = made;
    const paths = [desk.write('wider.csv', 'id,ward,note,bed\n1,Surgery,a,11\n')];
    const plan = { source: { ...source, paths }, suite: early, patch: at('one.parquet') };
    await expect(runInSpark(desk, plan, cluster.master)).rejects.toMatchObject({
      code: 'COULD_NOT_RUN',
      message: expect.stringContaining('a source that has other columns') as string,
    });
  });
});
