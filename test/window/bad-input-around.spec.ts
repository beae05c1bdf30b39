/** What happens around an open window: other programs, other windows, and folders and files that go. */
import { appendFile, copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runCommand } from '../support/run-command.ts';
import { goToReview, gridOf, openWindow, receiptOf, signAct } from './begin-review.ts';
import { chooseFolder } from './choose-paths.ts';
import { expect, sample, test, type Desk } from './desk.ts';

test.use({ opened: false });

/** The sample, loaded from a copy and checked, in an open window. Answers the path of the copy. */
async function openOnSample(desk: Desk): Promise<string> {
  const path = join(desk.folder, 'dictations.csv');
  await copyFile(sample, path);
  await desk.command('load', path);
  await desk.command('check', '--load', 'latest');
  await desk.start();
  await openWindow(desk.page, desk.url);
  await expect(receiptOf(desk.page)).toContainText('171 quarantined');
  return path;
}

/** Begins to waive the first record. */
async function waiveFirst(page: Page): Promise<void> {
  await page.keyboard.press('Space');
  await page.keyboard.press('w');
  await expect(page.getByRole('dialog', { name: 'Waive 1 record' })).toBeVisible();
}

test('a port that is taken and a workspace in use are said to whoever comes second, and the window goes on', async ({
  desk,
}) => {
  await openOnSample(desk);
  const { port } = new URL(desk.url);
  const serve = ['serve', '--no-open', '--root', desk.folder];
  const taken = await runCommand([...serve, '--workspace', join(desk.folder, 'other'), '--port', port]);
  expect([taken.exitCode, taken.stderr]).toEqual([2, expect.stringContaining(`Port ${port} is taken`)]);
  for (const command of [serve, ['loads']]) {
    const inUse = await runCommand([...command, '--workspace', desk.workspace]);
    expect([inUse.exitCode, inUse.stderr]).toEqual([4, expect.stringContaining('in use by bronze-desk serve')]);
    expect(inUse.stderr).toContain('Close it there, or use another workspace');
  }
  await goToReview(desk.page);
  await waiveFirst(desk.page);
  await signAct(desk.page, 'known and accepted');
  await expect(receiptOf(desk.page)).toContainText('170 quarantined');
});

test('a workspace that is moved away is said in every place, keeps what was begun, and works again once it is back', async ({
  desk,
}) => {
  const { page } = desk;
  await openOnSample(desk);
  await goToReview(page);
  await waiveFirst(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('known and accepted');
  await dialog.getByLabel('Signed').fill('MK');
  await expect(dialog.locator('button[type="submit"]')).toBeEnabled();

  await rename(desk.workspace, `${desk.workspace}-away`);
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('alert').first()).toContainText(`The workspace ${desk.workspace} is no longer there`);
  await expect(dialog.getByLabel('Reason')).toHaveValue('known and accepted');

  await rename(`${desk.workspace}-away`, desk.workspace);
  await expect(dialog.locator('button[type="submit"]')).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(receiptOf(page)).toContainText('170 quarantined');

  await rename(desk.workspace, `${desk.workspace}-away`);
  for (const [index, place] of ['Loads', 'Checks', 'Review', 'Publish', 'Audit'].entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    const alerts = page.getByRole('main', { name: place }).getByRole('alert');
    await expect(alerts.first()).toContainText('Put it back where it was');
  }
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('main', { name: 'Review' }).getByRole('alert')).toHaveCount(2);
  await rename(`${desk.workspace}-away`, desk.workspace);
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await goToReview(page);
  await page.keyboard.press('Alt+5');
  await page.keyboard.press('v');
  await expect(page.getByText(/^All \d+ events are intact\.$/)).toBeVisible();
});

for (const { what, change, says } of [
  { what: 'gone', change: (path: string) => rm(path), says: 'is no longer there' },
  { what: 'changed', change: (path: string) => appendFile(path, 'x'), says: 'has changed since it was loaded' },
]) {
  test(`a source that is ${what} is said where its lines would be; correcting and publishing go on`, async ({
    desk,
  }) => {
    const { page } = desk;
    const path = await openOnSample(desk);
    await change(path);
    await goToReview(page);
    const inspector = page.getByRole('article', { name: 'Record inspector' });
    await inspector.getByRole('tab', { name: 'Source' }).click();
    const lines = inspector.getByRole('region', { name: 'Source lines' });
    await expect(lines).toContainText(says);
    await expect(lines).toContainText('What was loaded from it is kept in the workspace');

    await gridOf(page).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'New value of medical_specialty' }).fill('Surgery');
    await page.keyboard.press('Enter');
    await signAct(page, 'as the code book says');
    await expect(receiptOf(page)).toContainText('170 quarantined');

    await desk.target('bronze');
    await page.keyboard.press('Alt+4');
    await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
    await chooseFolder(desk, 'bronze');
    await page.getByRole('button', { name: /^Publish [\d,]+ rows/ }).click();
    await expect(page.getByText(/^Published \d+ rows in 1 file\.$/)).toBeVisible();
  });
}

test('what one page changes another shows, without a reload: the receipt, the trail, the loads', async ({ desk }) => {
  const { page } = desk;
  await openOnSample(desk);
  await page.keyboard.press('Alt+5');
  const events = page.getByRole('treegrid', { name: 'Audit events, newest first' }).getByRole('row');
  await expect(events.nth(1)).toContainText('Checked');

  const other = await desk.another();
  await goToReview(other);
  await waiveFirst(other);
  await signAct(other, 'known and accepted');
  await expect(events.nth(1)).toContainText('known and accepted');
  await expect(receiptOf(page)).toContainText('170 quarantined');

  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('heading', { name: '1 load' })).toBeVisible();
  await expect(other.getByRole('dialog')).toBeHidden();
  await other.keyboard.press('Control+z');
  await signAct(other, 'it was another one');
  await expect(page.getByRole('listbox', { name: 'Loads, newest first' })).toContainText('171 quarantined');
});
