import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page, WebSocketRoute } from '@playwright/test';
import { writeLargeCsv } from '../support/large-source.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { openFile } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, test, type Desk } from './desk.ts';

const underway = (page: Page): Locator => page.getByRole('region', { name: 'Loads under way' });
const options = (page: Page): Locator => page.getByRole('listbox', { name: 'Loads, newest first' }).getByRole('option');

/** Hundreds of megabytes, on a machine that has other things to do. */
const toTheEnd = { timeout: 90_000 };

/** Begins to load a file that takes seconds, and waits until it is seen to run. Answers its number of records. */
async function beginLargeLoad(desk: Desk, bytes: number): Promise<number> {
  const { page } = desk;
  const records = writeLargeCsv(join(desk.folder, 'large.csv'), bytes);
  await page.keyboard.press('o');
  await openFile(desk, 'large.csv');
  await expect(page.getByRole('button', { name: 'Load large.csv' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(underway(page)).toContainText(/\d+(\.\d)? [kM]?B of \d+(\.\d)? MB/);
  return records;
}

test('a load shows how far it is, and cancelling it keeps nothing', async ({ desk }) => {
  const { page } = desk;
  await beginLargeLoad(desk, 400_000_000);
  await expect(underway(page).getByRole('progressbar')).toBeVisible();
  await underway(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(underway(page)).toContainText('Loading large.csv was cancelled. Nothing was kept.');
  await expectNoSeriousAxe(page);
  expect(await readdir(join(desk.workspace, 'landing'))).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('heading', { name: 'From a raw file to bronze' })).toBeVisible();
});

test('a page that was reloaded finds the load it began', async ({ desk }) => {
  const { page } = desk;
  await beginLargeLoad(desk, 400_000_000);
  await page.reload();
  await expect(underway(page)).toContainText('A load begun earlier or in another window');
  await expect(options(page)).toContainText('large.csv', toTheEnd);
  await expect(underway(page)).toBeHidden();
});

test('a link that breaks in the middle of a load is made anew, and the load is followed to its end', async ({
  desk,
}) => {
  const { page } = desk;
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/engine/, (socket) => {
    sockets.push(socket);
    socket.connectToServer();
  });
  await page.reload();
  await beginLargeLoad(desk, 400_000_000);
  await sockets.at(-1)?.close();
  await expect.poll(() => sockets.length).toBeGreaterThan(1);
  await expect(options(page)).toContainText('large.csv', toTheEnd);
  await expect(underway(page)).toBeHidden();
});

test('an engine that dies in the middle of a load is said, nothing is kept, and the load is begun again', async ({
  desk,
}) => {
  const { page } = desk;
  const records = await beginLargeLoad(desk, 400_000_000);
  await desk.kill();
  await expect(underway(page)).toContainText('it is said here what became of this load');
  await desk.start();
  await page.goto(desk.url);
  await expect(page.getByRole('heading', { name: 'From a raw file to bronze' })).toBeVisible();
  expect(await readdir(join(desk.workspace, 'landing'))).toEqual([]);
  await page.keyboard.press('o');
  await openFile(desk, 'large.csv');
  await expect(page.getByRole('button', { name: 'Load large.csv' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(options(page)).toContainText(`${records.toLocaleString('en-GB')} records =`, toTheEnd);
});

test.describe('on a small disk', () => {
  test.use({ opened: false });
  const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
  const why = mayMount ? '' : ' (skipped: only root on Linux may mount a small disk)';

  test(`a disk that fills up during a load is said, and nothing is half done${why}`, async ({ desk }) => {
    test.skip(!mayMount, why);
    const { page } = desk;
    // Here, not beside the test: the file is read by more processes than the one that runs it.
    const disk = mountSmallDisk('96m');
    test.skip(disk === null, 'mounting is not allowed here');
    try {
      await symlink(disk?.path ?? '', desk.workspace);
      await desk.start();
      await page.goto(desk.url);
      await expect(page.getByRole('heading', { name: 'From a raw file to bronze' })).toBeVisible();
      await beginLargeLoad(desk, 250_000_000);
      await expect(page.getByRole('alert')).toContainText(
        'The disk is full. Free some space, then do it again',
        toTheEnd,
      );
      await expect(page.getByRole('button', { name: 'Load it again' })).toBeVisible();
      expect(await readdir(join(desk.workspace, 'landing'))).toEqual([]);
    } finally {
      await desk.stop();
      disk?.remove();
    }
  });
});
