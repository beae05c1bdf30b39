/** A disk that fills up: nothing is half done, and once there is room the same act succeeds. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLargeCsv } from '../support/large-source.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { openWindow, receiptOf } from './begin-review.ts';
import { chooseFolder, openFile } from './choose-paths.ts';
import { expect, test, type Desk } from './desk.ts';

test.use({ opened: false });

const probe = mountSmallDisk('1m');
probe?.remove();
const canMount = probe !== null;
const why = canMount ? '' : ' (skipped: only root on Linux may mount a small disk)';
test.skip(!canMount, why);

let disk: SmallDisk | null = null;

/** Fills all but `roomMb` of a small disk put over `path`; answers the way to make room. */
async function fillDisk(path: string, sizeMb: number, roomMb: number): Promise<() => Promise<void>> {
  disk = mountSmallDisk(`${sizeMb}m`, path);
  const ballast = join(path, 'ballast');
  await writeFile(ballast, Buffer.alloc((sizeMb - roomMb) * 1024 * 1024));
  return () => rm(ballast);
}

test.afterEach(async ({ desk }) => {
  await desk.stop();
  disk?.remove();
  disk = null;
});

const suite = JSON.stringify({
  expectation_suite_name: 'notes',
  expectations: [{ expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'note' } }],
});

async function openDesk(desk: Desk): Promise<void> {
  await desk.start();
  await openWindow(desk.page, desk.url);
}

test(`during a load${why}`, async ({ desk }) => {
  const { page } = desk;
  const records = writeLargeCsv(join(desk.folder, 'large.csv'), 12_000_000);
  await mkdir(desk.workspace);
  const makeRoom = await fillDisk(desk.workspace, 24, 3);
  await openDesk(desk);
  await page.keyboard.press('o');
  await openFile(desk, 'large.csv');
  await page.getByRole('button', { name: 'Load large.csv' }).click();
  await expect(page.getByRole('alert')).toContainText('The disk is full. Free some space, then do it again');
  expect(await readdir(join(desk.workspace, 'landing'))).toEqual([]);
  expect(await readdir(join(desk.workspace, 'staging'))).toEqual(['spill']);
  await makeRoom();
  await page.getByRole('button', { name: 'Load it again' }).click();
  await expect(receiptOf(page)).toContainText(`${records.toLocaleString('en-GB')} records`);
});

test(`during a publish${why}`, async ({ desk }) => {
  const { page } = desk;
  const records = writeLargeCsv(join(desk.folder, 'large.csv'), 4_000_000).toLocaleString('en-GB');
  await desk.command('load', join(desk.folder, 'large.csv'));
  await desk.command('check', '--load', 'latest', '--suite', await desk.write('suite.json', suite));
  const bronze = await desk.target('bronze');
  const makeRoom = await fillDisk(bronze, 8, 2);
  await openDesk(desk);
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder(desk, 'bronze');
  const publish = page.getByRole('button', { name: `Publish ${records} rows` });
  await publish.click();
  await expect(page.getByRole('alert')).toContainText('The disk is full. Free some space, then do it again');
  await expect(page.getByRole('button', { name: 'Choose another folder…' })).toBeVisible();
  expect(await readdir(bronze)).toEqual(['ballast']);
  await makeRoom();
  await publish.click();
  await expect(page.getByText(`Published ${records} rows in 1 file.`)).toBeVisible();
});
