/** Partition values as folders' names: what Spark spells, and what readers make of it. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literally, query } from '../../support/parquet.ts';
import { makeDesk, passAll, type Desk } from '../../support/open-desk.ts';
import { differences, runInDesk, runInSpark, sharedColumns } from './both-engines.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();
const suite = JSON.stringify(passAll);

const odd = [
  'plain',
  'with spaces',
  ' led and trailed ',
  'a/b/../c',
  '100%',
  '%2F',
  'é 漢字 😀',
  'Ward',
  'ward',
  'WARD',
  'a=b',
  'q"uote\'s',
  'star*?[x]{y}#&+:;|<>',
  '..',
  '.hidden',
  '_hidden',
  'back\\slash',
  'new\nline',
  '',
];
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** The last of them is nothing, not an empty text. */
const rows = odd.map((value, index) => `${index},${value === '' ? '' : cell(value)},${cell(`note ${index}`)}`);

describe.skipIf(why !== null)(`odd partition values${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  beforeAll(async () => {
    made = await makeDesk();
  });
  afterAll(() => made.close());

  it('come back as they were, each in a folder of its own, as the desk writes them', async () => {
    const { desk } = made;
    const source = {
      paths: [desk.write('odd values.csv', `id,ward,note\n${rows.join('\n')}\n`)],
      format: 'csv' as const,
      dialect: { delimiter: ',', quote: '"', escape: '"', header: true },
    };
    const layout = { partition_by: ['ward', 'ingest_date'] };
    const ours = await runInDesk(desk, source, passAll, layout);
    const target = `${desk.files}/bronze at 100% é`;
    const theirs = await runInSpark(desk, { source, suite, multiline: true, target, ...layout });
    expect(theirs.counts).toEqual(ours.counts);
    const columns = sharedColumns(theirs.plan);
    expect(await differences(ours.publish, theirs.plan.publish, columns)).toEqual({
      onlyFirst: 0,
      onlySecond: 0,
      rows: odd.length,
    });
    const folders = readdirSync(theirs.plan.publish).filter((name) => name.startsWith('ward='));
    expect(folders).toHaveLength(odd.length);
    const read = await query<{ ward: string | null }>(
      `SELECT ward FROM read_parquet(${literally(theirs.plan.publish)} || '/**/*.parquet', hive_partitioning = true, hive_types_autocast = false) ORDER BY id::INT`,
    );
    expect(read.map(({ ward }) => ward)).toEqual(odd.map((value) => (value === '' ? null : value)));
    const { publish } = await desk.engine.call('spark.commit', { plan: theirs.folder, actor: 'Ada Tester' });
    expect(publish).toMatchObject({ path: theirs.plan.publish, rows: odd.length, files: odd.length });
  });

  it('refuses a column whose name would be spelt otherwise', async () => {
    const { desk } = made;
    const source = { paths: [desk.write('spelt.csv', 'id,Ward name\n1,a\n2,b\n')] };
    const plan = { source, suite, target: desk.target, partition_by: ['Ward name'], out: `${desk.files}/spelt` };
    await expect(desk.engine.call('spark.plan', plan)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { column: 'Ward name' },
    });
  });

  it.each(['""', 'NULL'])('stops before anything is written for %s, which readers take for nothing', async (value) => {
    const { desk } = made;
    const name = `nothing ${value.replaceAll(/\W/g, '-')}`;
    const source = { paths: [desk.write(`${name}.csv`, `id,ward\n1,a\n2,${value}\n3,b\n`)] };
    const target = `${desk.files}/${name}`;
    await expect(runInSpark(desk, { source, suite, target, partition_by: ['ward'] })).rejects.toMatchObject({
      code: 'COULD_NOT_RUN',
      message: expect.stringContaining('A value of ward is empty text') as string,
    });
    expect(await query(`SELECT file FROM glob(${literally(target)} || '/**')`)).toEqual([]);
  });
});
