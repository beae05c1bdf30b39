/** What stands in the way of a publish is said before anything is written. */
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { manifestSchema } from '../../../electron/contract/publish.ts';
import { actor, openDesk, type Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';

const missingColumn = {
  expectation_suite_name: 'wants_more',
  expectations: [{ expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'nowhere' } }],
};

async function loaded(desk: Desk): Promise<string> {
  const { load } = await desk.loadText('a.csv', 'x,y\n1,2\n3,4\n5,6\n');
  return load.id;
}

const untouched = (desk: Desk): void => {
  if (existsSync(desk.target)) expect(readdirSync(desk.target)).toEqual([]);
};

it('a load that was not checked', async () => {
  const desk = await openDesk();
  const load = await loaded(desk);
  await expect(desk.publish(load)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('has not been checked') as string,
  });
  untouched(desk);
});

it('a column that is not there to partition by, and the columns that are', async () => {
  const desk = await openDesk();
  const load = await loaded(desk);
  await desk.check(load);
  await expect(desk.publish(load, { partition_by: ['z'] })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/“z”.*x, y/) as string,
  });
});

it('a column named twice to partition by', async () => {
  const desk = await openDesk();
  const load = await loaded(desk);
  await desk.check(load);
  await expect(desk.publish(load, { partition_by: ['x', 'x'] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  untouched(desk);
});

it('an expectation that could not run', async () => {
  const desk = await openDesk();
  const load = await loaded(desk);
  await desk.check(load, missingColumn);
  await expect(desk.publish(load)).rejects.toMatchObject({
    code: 'COULD_NOT_RUN',
    message: expect.stringContaining('nowhere') as string,
  });
  untouched(desk);
});

it('which somebody may accept with a reason, and the trail and the manifest say who', async () => {
  const desk = await openDesk();
  const load = await loaded(desk);
  await desk.check(load, missingColumn);
  const accepted = { actor: 'Grace Steward', reason: 'the column comes next month' };
  const { publish } = await desk.publish(load, { accept_could_not_run: accepted });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(publish.manifest, 'utf8')));
  expect(manifest.could_not_run_accepted).toMatchObject(accepted);
  const [event] = await desk.engine.call('audit.list', { filter: { action: 'accept could not run' } });
  expect(event).toMatchObject(accepted);
});

const damages: [string, (records: string) => Promise<void> | void][] = [
  [
    'a row short',
    async (records) => {
      await run(
        `COPY (SELECT * FROM read_parquet(${quoted(records)}) LIMIT 2) TO ${quoted(`${records}.new`)} (FORMAT parquet)`,
      );
      await run(
        `COPY (SELECT * FROM read_parquet(${quoted(`${records}.new`)})) TO ${quoted(records)} (FORMAT parquet)`,
      );
      rmSync(`${records}.new`);
    },
  ],
  ['gone', (records) => rmSync(records)],
  ['cut off', (records) => truncateSync(records, 40)],
  ['without its anchors', (records) => rmSync(records.replace('records-', 'anchors-'))],
];

it.each(damages)('landing that is %s, with the lines it concerns', async (_how, damage) => {
  const desk = await openDesk();
  const load = await loaded(desk);
  await desk.check(load);
  await damage(join(desk.workspace, 'landing', load, 'records-0.parquet'));
  await expect(desk.publish(load)).rejects.toMatchObject({
    code: 'RECEIPT_UNBALANCED',
    message: expect.stringMatching(/a\.csv, lines 1 to 4/) as string,
  });
  const plan = await desk.engine.call('publish.plan', { load, target: desk.target, actor });
  expect(plan.blockers.map((blocker) => blocker.code)).toEqual(['unbalanced']);
  untouched(desk);
});
