/** What `spark plan` settles or refuses before anything runs. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actor, openDesk, passAll, type Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';

const suite = JSON.stringify(passAll);
const plan = (desk: Desk, paths: string[], more: object = {}) =>
  desk.engine.call('spark.plan', {
    ...{ source: { paths }, suite, target: desk.target, out: join(desk.files, 'plan') },
    ...more,
  });

it('a column of two types is refused, as in the desk: Spark would write the one as the other', async () => {
  const desk = await openDesk();
  const paths = ['one', 'two'].map((name) => join(desk.files, `${name}.parquet`));
  await run(`COPY (SELECT 7::BIGINT AS id) TO ${quoted(paths[0] ?? '')} (FORMAT parquet)`);
  await run(`COPY (SELECT '007' AS id) TO ${quoted(paths[1] ?? '')} (FORMAT parquet)`);
  const refused = { code: 'INVALID_INPUT', message: expect.stringContaining('“id” is BIGINT in') as string };
  await expect(plan(desk, paths)).rejects.toMatchObject(refused);
  await expect(desk.engine.call('load.start', { source: { paths }, actor })).rejects.toMatchObject(refused);
});

it('names that differ in case alone are one column, as in the desk', async () => {
  const desk = await openDesk();
  const paths = [desk.write('one.csv', 'id,ward\n1,ENT\n'), desk.write('two.csv', 'Ward,ID,more\nENT,2,x\n')];
  const { plan: made } = await plan(desk, paths);
  const { load } = await desk.load({ paths });
  expect(made.columns.map(({ name }) => name)).toEqual(['id', 'ward', 'more']);
  expect(load.columns.map(({ name }) => name)).toEqual(['id', 'ward', 'more']);
});

it('a plan that takes the place of a patched one has a patch itself, or excluded records would be published', async () => {
  const desk = await openDesk();
  const paths = [desk.write('wards.csv', 'id,ward\n1,ENT\n')];
  const patched = join(desk.files, 'patched');
  await plan(desk, paths, { out: patched, patch: '/lake/patch.parquet' });
  await expect(plan(desk, paths, { supersedes: patched })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/decisions of \/lake\/patch\.parquet .* excluded would be published/) as string,
  });
  await plan(desk, paths, { supersedes: patched, patch: '/lake/patch-2.parquet' });
});

it('a column to partition by that begins with a dot is refused: readers take its folders for hidden', async () => {
  const desk = await openDesk();
  const paths = [desk.write('dotted.csv', '.ward,id\nENT,1\n')];
  await expect(plan(desk, paths, { partition_by: ['.ward'] })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('does not begin with a dot') as string,
  });
});
