/** There and back: a run's quarantine reviewed in the desk, its decisions laid over the source by a second run on a cluster. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actor, makeDesk, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { runInSpark } from './both-engines.ts';
import { missingSpark, startSpark, type Spark } from './start-spark.ts';

const why = missingSpark();
const author = { actor, reason: 'settled in review' };

const suite = JSON.stringify({
  name: 'wards',
  meta: {},
  expectations: [
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'ward' } },
    { type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Za-z]+$' } },
    { type: 'expect_table_row_count_to_equal', kwargs: { value: 5 } },
  ],
});
const wards = 'id,ward,note\n1,Surgery,"a ""quoted"" note"\n2,Surgery/2,\n3,,x\n4,ENT-1,y\n5,Urology,z\n6,few\n';

describe.skipIf(why !== null)(`a quarantine's way through review${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  let cluster: Spark;
  beforeAll(async () => {
    cluster = await startSpark();
    made = await makeDesk();
  });
  afterAll(async () => {
    await made.close();
    await cluster.stop();
  });

  it('corrects, waives and excludes in Spark what was corrected, waived and excluded in the desk', async () => {
    const { desk } = made;
    const source = { paths: [desk.write('wards.csv', wards)] };
    const first = await runInSpark(desk, { source, suite }, cluster.master);
    expect(first.counts).toMatchObject({ records: 5, rejects: 1, clean: 2, quarantined: 3 });
    expect(first.validation.results.map(({ success }) => success)).toEqual([false, false, true]);

    const { load, validation } = await desk.engine.call('spark.pull', { plan: first.folder, actor });
    expect(load).toMatchObject({ records: 3, quarantined: 3 });
    expect(validation.results).toHaveLength(2);
    const ids = async (id: string): Promise<string> => {
      const { rows } = await desk.engine.call('quarantine.window', { filter: { load: load.id } });
      return rows.find(({ values }) => values['id'] === id)?.record_id ?? '';
    };
    const only = async (id: string) => ({ load: load.id, record_ids: [await ids(id)] });
    await desk.engine.call('review.correct', { selection: await only('2'), set: { ward: 'Surgery' }, ...author });
    await desk.engine.call('review.waive', { selection: await only('4'), ...author });
    await desk.engine.call('review.exclude', { selection: await only('3'), ...author });

    const path = join(desk.files, 'patch.parquet');
    const written = await desk.engine.call('spark.patch', { load: load.id, path });
    expect(written).toEqual({ path, corrected: 1, waived: 1, excluded: 1 });
    await expect(desk.engine.call('spark.patch', { load: load.id, path })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });

    const second = await runInSpark(desk, { source, suite, patch: path }, cluster.master);
    expect(second.counts).toEqual({
      records: 5,
      rejects: 1,
      clean: 2,
      corrected: 1,
      waived: 1,
      excluded: 1,
      quarantined: 0,
    });
    const rows = await query<Record<string, string>>(
      `SELECT id, ward, note, _review_state AS state FROM read_parquet(${literally(second.plan.publish)} || '/**/*.parquet') ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: '1', ward: 'Surgery', note: 'a "quoted" note', state: 'clean' },
      { id: '2', ward: 'Surgery', note: null, state: 'corrected' },
      { id: '4', ward: 'ENT-1', note: 'y', state: 'waived' },
      { id: '5', ward: 'Urology', note: 'z', state: 'clean' },
    ]);
    const keys = await query<{ k: string }>(
      `SELECT split_part(_record_id, ':', 2) AS k FROM read_parquet(${literally(first.plan.quarantine)} || '/*.parquet')
       INTERSECT SELECT split_part(_record_id, ':', 2) FROM read_parquet([${literally(second.plan.publish)} || '/**/*.parquet', ${literally(second.plan.quarantine)} || '/*.parquet'], union_by_name = true)`,
    );
    expect(keys).toHaveLength(3);
  });
});
