import type { Locator, Page } from '@playwright/test';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../support/mtsamples.ts';
import { openReview as openGrid, receiptOf } from './begin-review.ts';
import { expect, expectNoSeriousAxe, sample, test, type Desk } from './desk.ts';

test.use({ opened: false });

const inspectorOf = (page: Page): Locator => page.getByRole('article', { name: 'Record inspector' });
const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const previewOf = (page: Page): Locator => dialogOf(page).getByRole('region', { name: 'Preview' });

async function openReview(desk: Desk, path: string): Promise<void> {
  await openGrid(desk, path);
  await shownRecord(desk.page);
}

/** The record that is meant is the one that is shown. */
async function shownRecord(page: Page): Promise<void> {
  await expect(inspectorOf(page).locator('[aria-busy]').first()).toHaveAttribute('aria-busy', 'false');
}

async function chooseFamily(page: Page, value: string): Promise<void> {
  const families = page.getByRole('region', { name: 'Families', exact: true });
  await expect(families.getByRole('button').first()).toBeVisible();
  const more = families.getByRole('button', { name: /^Show \d+ more/ });
  if (await more.isVisible()) await more.click();
  await families.getByRole('button').filter({ hasText: value }).click();
  await expect(inspectorOf(page).getByRole('list', { name: 'Findings' })).toContainText(value);
  await shownRecord(page);
}

/** Gives the reason by keyboard alone, and waits for the dialog to go. */
async function giveReason(page: Page, reason: string): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByLabel('Signed').fill('Ada Tester');
  await expect(previewOf(page)).toHaveAttribute('aria-busy', 'false');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}

const notice = (page: Page, text: string): Locator => page.getByRole('alert').filter({ hasText: text });

test.describe('on the sample', () => {
  test.beforeEach(async ({ desk }) => openReview(desk, sample));

  test('key 1 applies the first suggestion to the whole family, and one undo takes it back', async ({
    desk: { page },
  }) => {
    await chooseFamily(page, 'Cardiovascular / Pulmonary');
    const before = (await receiptOf(page).textContent()) ?? '';
    await expect(inspectorOf(page).getByRole('list', { name: 'Suggestions' })).toContainText('clears 35 of 35');
    await page.keyboard.press('1');
    await expect(dialogOf(page)).toHaveAccessibleName('Fix 35 records');
    await expect(dialogOf(page).getByLabel('New value')).toHaveValue('Cardiovascular and Pulmonary');
    await expect(previewOf(page)).toContainText('clears 35');
    await expect(previewOf(page)).toContainText('still failing 0');
    await expect(previewOf(page)).toContainText('newly failing 0');
    await expect(previewOf(page)).toContainText('35 cells');
    await expectNoSeriousAxe(page);
    await giveReason(page, 'the clinic writes it out');
    await expect(notice(page, '35 corrected')).toBeVisible();
    await expect(receiptOf(page)).toContainText('136 quarantined');

    await notice(page, '35 corrected').getByRole('button', { name: 'Undo…' }).click();
    await expect(dialogOf(page)).toHaveAccessibleName('Undo “35 corrected”');
    await expect(previewOf(page)).toContainText('35 records would be back in quarantine');
    await expectNoSeriousAxe(page);
    await giveReason(page, 'it was the wrong name');
    await expect(receiptOf(page)).toHaveText(before);
    await expect(page.getByRole('button', { name: 'Operations…' })).toBeFocused();
    await page.getByRole('button', { name: 'Operations…' }).click();
    const operations = page.getByRole('table', { name: 'Operations' }).getByRole('row');
    await expect(operations.nth(1)).toContainText('35 put back');
    await expect(operations.nth(2)).toContainText('undone by Ada Tester');
    await expectNoSeriousAxe(page);
  });

  test('nothing is done without a reason, and not twice', async ({ desk: { page } }) => {
    await chooseFamily(page, 'ENT - Otolaryngology');
    await expect(inspectorOf(page).getByRole('button', { name: 'Apply suggestion 1' })).toBeVisible();
    await page.keyboard.press('1');
    const act = dialogOf(page).getByRole('button', { name: /^Fix 8 records/ });
    await expect(act).toBeEnabled();
    await act.click();
    await expect(dialogOf(page)).toContainText('Give a reason of at least three characters');
    await expect(dialogOf(page).getByLabel('Reason')).toBeFocused();
    await page.keyboard.type('as the code book says');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await expect(dialogOf(page)).toBeHidden();
    await page.getByRole('button', { name: 'Operations…' }).click();
    await expect(page.getByRole('table', { name: 'Operations' }).getByRole('row')).toHaveCount(2);
  });

  test('a value that still fails is said loudly before anything is done', async ({ desk: { page } }) => {
    await chooseFamily(page, 'Médecine Interne');
    await page.keyboard.press('f');
    await expect(dialogOf(page).getByLabel('New value')).toBeFocused();
    await dialogOf(page).getByLabel('New value').fill('Médecine');
    await expect(previewOf(page)).toContainText('7 records would go on failing');
    await dialogOf(page).getByLabel('New value').fill('Internal Medicine');
    await expect(previewOf(page)).toContainText('clears 7');
    await expect(previewOf(page)).not.toContainText('go on failing');
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toBeHidden();
  });

  test('one record is waived to a last day, another kept out and taken back', async ({ desk: { page } }) => {
    const lastDay = `${new Date().getUTCFullYear() + 1}-03-01`;
    const inspector = inspectorOf(page);
    await inspector.getByRole('button', { name: 'Waive…' }).click();
    await expect(dialogOf(page)).toHaveAccessibleName('Waive 1 record');
    await dialogOf(page).getByLabel('Last day (optional)').fill(lastDay);
    await expect(previewOf(page)).toContainText('1 record would be waived');
    await expectNoSeriousAxe(page);
    await giveReason(page, 'the ward asked for it');
    await expect(notice(page, '1 waived')).toBeVisible();
    await expect(receiptOf(page)).toContainText('170 quarantined');

    await shownRecord(page);
    await inspector.getByRole('button', { name: 'Exclude…' }).click();
    await expect(previewOf(page)).toContainText('1 record would be kept out');
    await giveReason(page, 'a test record of the vendor');
    await expect(notice(page, '1 excluded')).toBeVisible();
    await expect(receiptOf(page)).toContainText('1 excluded');

    await page.keyboard.press('Control+Z');
    await expect(dialogOf(page)).toHaveAccessibleName('Undo “1 excluded”');
    await giveReason(page, 'it is a real one after all');
    await expect(receiptOf(page)).not.toContainText('excluded');
    await expect(receiptOf(page)).toContainText('170 quarantined');
  });

  test('a long text is read in sections without a character changed, and as it was written', async ({ desk }) => {
    const { page } = desk;
    const document = inspectorOf(page).getByRole('region', { name: 'transcription' });
    await expect(document.getByRole('heading', { level: 4 }).first()).toBeVisible();
    const read = await document
      .locator('section')
      .first()
      .evaluate((element) => element.parentElement?.textContent);
    await document.getByText('As written').click();
    const written = await document.getByRole('paragraph').evaluate((paragraph) => {
      // The signs drawn for white space are for the eye alone.
      for (const sign of paragraph.querySelectorAll('[aria-hidden]')) sign.remove();
      return paragraph.textContent;
    });
    expect(read).toBe(written);
  });

  test('the source lines are those of the file', async ({ desk: { page } }) => {
    await inspectorOf(page).getByRole('tab', { name: 'Source' }).click();
    const lines = inspectorOf(page).getByRole('region', { name: 'Source lines' });
    await expect(lines).toContainText(/transcriptions\.csv, lines 8 to 9, from byte [\d,]+/);
    await expect(lines.getByRole('listitem')).toHaveCount(2);
    await expectNoSeriousAxe(page);
  });

  test('J and K go on while the inspector has the focus', async ({ desk: { page } }) => {
    await inspectorOf(page).getByRole('tab', { name: 'History' }).click();
    await page.keyboard.press('j');
    await expect(inspectorOf(page)).toContainText('2 of 159');
    await page.keyboard.press('k');
    await expect(inspectorOf(page)).toContainText('1 of 159');
  });

  test('a reject is repaired as text, and shows first what would become of it', async ({ desk: { page } }) => {
    await page
      .getByRole('main')
      .getByText(/^Rejects \(12\)/)
      .click();
    await expect(inspectorOf(page)).toContainText('it has 4 fields where 6 fields are expected');
    await inspectorOf(page).getByRole('button', { name: 'Repair…' }).click();
    const dialog = dialogOf(page);
    await expect(dialog).toHaveAccessibleName('Repair reject 1');
    await expect(previewOf(page)).toContainText('it has 4 fields where 6 fields are expected');
    await expect(dialog.getByRole('button', { name: /Make it a record/ })).toBeDisabled();
    const text = dialog.getByLabel('Text of the reject');
    await text.fill(`${await text.inputValue()},Stable.,urology`);
    await expect(previewOf(page)).toContainText('It becomes 1 record, and every check passes.');
    await expect(previewOf(page).getByRole('definition').last()).toHaveText('urology');
    await expectNoSeriousAxe(page);
    await giveReason(page, 'the two last fields were cut off');
    await expect(notice(page, '1 repaired')).toBeVisible();
    await expect(receiptOf(page)).toContainText('170 quarantined');
  });
});

test.describe('on MTSamples', () => {
  test.skip(!haveMtsamples, whyNoMtsamples);

  test(`the 372 are fixed in one operation, with the numbers of the preview${whyNoMtsamples}`, async ({ desk }) => {
    const { page } = desk;
    await openReview(desk, await desk.write('mtsamples.csv', mtsamples('mtsamples.csv')));
    await chooseFamily(page, 'Cardiovascular / Pulmonary');
    await page.keyboard.press('f');
    await dialogOf(page).getByLabel('New value').fill('Cardiovascular and Pulmonary');
    await expect(previewOf(page)).toContainText('clears 372');
    await expect(previewOf(page)).toContainText('still failing 0');
    await expect(previewOf(page)).toContainText('newly failing 0');
    await expect(previewOf(page)).toContainText('372 cells');
    await giveReason(page, 'the clinic writes it out');
    await expect(notice(page, '372 corrected')).toBeVisible();
    await expect(receiptOf(page)).toContainText('1,247 quarantined');
    await page.keyboard.press('Control+Z');
    await expect(dialogOf(page)).toHaveAccessibleName('Undo “372 corrected”');
    await giveReason(page, 'to be done again tomorrow');
    await expect(receiptOf(page)).toContainText('1,619 quarantined');
  });
});
