/** Several files at once, and other files than the one a plan was made from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literally, query } from '../../support/parquet.ts';
import { actor, makeDesk, type Desk } from '../../support/open-desk.ts';
import { differences, runInDesk, runInSpark, sharedColumns, verdicts } from './both-engines.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();
const suite = {
  name: 'several',
  meta: {},
  expectations: [
    { type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Z]' } },
    { type: 'expect_column_values_to_be_unique', kwargs: { column: 'id' } },
  ],
};

describe.skipIf(why !== null)(`several sources${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  beforeAll(async () => {
    made = await makeDesk();
  });
  afterAll(() => made.close());

  it('of different columns and dialects are one publish, as in the desk; each reject is repaired by its own', async () => {
    const { desk } = made;
    const paths = [
      desk.write('in/one.csv', 'id,ward\n1,Surgery\n2,urology\n3,too,many\n'),
      desk.write('in/two.csv', Buffer.from('Ward;id;note\nENT;1;"a\nb"\nX;few\n')),
      desk.write('in/three.csv.gz', gzipSync('id\tnote\n7\tlast\n')),
    ];
    const ours = await runInDesk(desk, { paths }, suite);
    const theirs = await runInSpark(desk, { source: { paths }, suite: JSON.stringify(suite) });
    expect(theirs.counts).toEqual(ours.counts);
    expect(theirs.counts).toMatchObject({ records: 4, rejects: 2 });
    expect(verdicts(theirs.validation)).toEqual(verdicts(ours.validation));
    const columns = sharedColumns(theirs.plan);
    expect(await differences(ours.publish, theirs.plan.publish, columns)).toMatchObject({
      onlyFirst: 0,
      onlySecond: 0,
    });
    expect(await differences(ours.quarantine, theirs.plan.quarantine, [...columns, '_findings'])).toMatchObject({
      onlyFirst: 0,
      onlySecond: 0,
      rows: 3,
    });

    const { load } = await desk.engine.call('spark.pull', { plan: theirs.folder, actor });
    const { rows } = await desk.engine.call('quarantine.rejects', { load: load.id, limit: 10 });
    expect(rows.map(({ source_file: file, raw }) => [file, raw])).toEqual([
      [paths[0], '3,too,many'],
      [paths[1], 'X;few'],
    ]);
    const repaired = await desk.engine.call('review.repair', {
      reject: rows[1]?.record_id ?? '',
      text: 'Neurology;8;by its own dialect',
      actor,
      reason: 'a field was missing',
    });
    expect(repaired.becomes).toEqual([{ ward: 'Neurology', id: '8', note: 'by its own dialect' }]);
  });

  it('--read: all files under a pattern, in place of the sample the plan was made from', async () => {
    const { desk } = made;
    const lake = join(desk.files, 'lake', 'day=1');
    mkdirSync(lake, { recursive: true });
    const days = ['id,ward\n1,Surgery\n2,ent\n', 'id,ward\n2,Urology\n4,broken,line\n', 'id,ward\n5,Radiology\n'];
    const paths = days.map((text, index) => {
      const path = join(lake, `part ${index}.csv`);
      writeFileSync(path, text);
      return path;
    });
    const sample = desk.write('sample.csv', 'id,ward\n0,Sample\n');
    const theirs = await runInSpark(desk, {
      source: { paths: [sample] },
      read: join(desk.files, 'lake', 'day=*', '*.csv'),
      suite: JSON.stringify(suite),
    });
    const ours = await runInDesk(desk, { paths }, suite);
    expect(theirs.counts).toEqual(ours.counts);
    const columns = sharedColumns(theirs.plan);
    expect(await differences(ours.publish, theirs.plan.publish, columns)).toMatchObject({
      onlyFirst: 0,
      onlySecond: 0,
    });
    const files = await query<{ file: string }>(
      `SELECT DISTINCT _source_file AS file FROM read_parquet([${literally(theirs.plan.publish)} || '/**/*.parquet', ${literally(theirs.plan.quarantine)} || '/*.parquet'], union_by_name = true) ORDER BY file`,
    );
    expect(files.map(({ file }) => decodeURI(file).replace(/^file:\/+/, '/'))).toEqual(paths);
  });

  it('JSON lines: a reject is repaired as JSON, by the keys of the source', async () => {
    const { desk } = made;
    const source = {
      paths: [desk.write('keys.jsonl', '{"id":1,"ward":"ENT","Ward":"x"}\n{"id":2,"ward":broken}\n{"id":3}\n')],
    };
    const theirs = await runInSpark(desk, { source, suite: JSON.stringify(suite) });
    const ours = await runInDesk(desk, source, suite);
    expect(theirs.counts).toEqual(ours.counts);
    const { load } = await desk.engine.call('spark.pull', { plan: theirs.folder, actor });
    const { rows } = await desk.engine.call('quarantine.rejects', { load: load.id, limit: 10 });
    expect(rows.map(({ raw, reason }) => [raw, reason])).toEqual([
      ['{"id":2,"ward":broken}', 'is not one JSON object of plain values'],
    ]);
    const { becomes } = await desk.engine.call('review.repair', {
      reject: rows[0]?.record_id ?? '',
      text: '{"Ward":"y","id":2}',
      actor,
      reason: 'a quote was missing',
    });
    expect(Object.values(becomes?.[0] ?? {}).sort()).toEqual(['2', 'y']);
  });
});
