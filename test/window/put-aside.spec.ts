/** Going somewhere leads there, and a preview that somebody goes away from is kept as it was. */
import type { Locator, Page } from '@playwright/test';
import { goOnTrying } from './begin-stream.ts';
import { openFile } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, test, type Desk } from './desk.ts';
import { dragFiles } from './drop-files.ts';

const content = 'transcription;medical_specialty\na;Surgery\n';
const stream = (page: Page): Locator => page.getByRole('heading', { name: 'dictations' });
const preview = (page: Page): Locator => page.getByRole('heading', { name: 'notes.csv' });
const noHeader = (page: Page): Locator => page.getByRole('radio', { name: 'A record' });
const watch = (page: Page): Locator => page.getByRole('contentinfo').getByRole('button', { name: 'Watch it' });

/** Its first line is set to be a record. */
async function setPreview(desk: Desk): Promise<void> {
  const { page } = desk;
  await desk.write('notes.csv', content);
  await page.keyboard.press('o');
  await openFile(desk, 'notes.csv');
  await page.getByText('A record', { exact: true }).click();
  await expect(noHeader(page)).toBeChecked();
}

test('a preview makes way for the stream that is gone to, and is come back to as it was', async ({ desk }) => {
  const { page } = desk;
  await goOnTrying(desk);
  await page.keyboard.press('Escape');
  await setPreview(desk);
  await watch(page).click();
  await expect(stream(page)).toBeVisible();
  await expect(preview(page)).toBeHidden();
  const aside = page.getByRole('region', { name: 'A preview put aside' });
  await expect(aside).toContainText('notes.csv is not loaded yet');
  await expectNoSeriousAxe(page);
  await page.keyboard.press('l');
  await expect(preview(page)).toBeVisible();
  await expect(noHeader(page)).toBeChecked();

  await watch(page).click();
  await page.keyboard.press('Escape');
  await aside.getByRole('button', { name: 'Do not load' }).click();
  await expect(aside).toBeHidden();
  await expect(page.getByRole('listbox')).toHaveCount(0);
});

test('a preview makes way for a load that is chosen in the head, and keeps through another place', async ({ desk }) => {
  const { page } = desk;
  await page.getByRole('button', { name: /Load the sample/ }).click();
  const list = page.getByRole('listbox', { name: /^Loads/ });
  await expect(list).toBeVisible();
  await setPreview(desk);
  await page.keyboard.press('Alt+5');
  await page.keyboard.press('Alt+1');
  await expect(noHeader(page)).toBeChecked();
  await page.getByRole('button', { name: /^Choose a load/ }).click();
  await page.getByRole('menuitem').first().click();
  await expect(list).toBeVisible();
  await page.getByRole('button', { name: 'Back to its preview' }).click();
  await expect(noHeader(page)).toBeChecked();
  await page.getByRole('button', { name: /^Load notes\.csv/ }).click();
  await expect(page.getByRole('option', { name: /notes\.csv/, selected: true })).toContainText('2 records');
  await expect(page.getByRole('region', { name: 'A preview put aside' })).toHaveCount(0);
});

test('a file that is dropped over a stream is seen coming in', async ({ desk }) => {
  const { page } = desk;
  await goOnTrying(desk);
  const drop = await dragFiles(page, { name: 'notes.csv', content: Buffer.from(content) });
  await drop();
  await page.getByRole('button', { name: /^Load notes\.csv/ }).click();
  await expect(page.getByRole('option', { name: /notes\.csv/, selected: true })).toBeVisible();
});

test('a load that comes in while the next preview stands is told of', async ({ desk }) => {
  const { page } = desk;
  await setPreview(desk);
  const drop = await dragFiles(page, { name: 'more.csv', content: Buffer.from(content) });
  await drop();
  await page.getByRole('button', { name: /^Load more\.csv/ }).click();
  await expect(page.getByText('more.csv is loaded')).toBeVisible();
  await expect(noHeader(page)).toBeChecked();
});
