/** The grid under a reviewer's hands: where one goes on after a decision, what is picked, what is edited, what is offered. */
import type { Locator, Page } from '@playwright/test';
import { gridOf, openReview, signAct } from './begin-review.ts';
import { expect, test, type Desk } from './desk.ts';

test.use({ opened: false });

const rowOf = (page: Page, index: number): Locator =>
  gridOf(page).locator(`[role="row"][aria-rowindex="${index + 2}"]`);
const familiesOf = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true }).getByRole('button');
const editorOf = (page: Page): Locator => page.getByRole('textbox', { name: 'New value of medical_specialty' });
const shown = (page: Page): Locator => page.getByRole('main').getByRole('status').filter({ hasText: ' of ' }).first();

/** Two families: three records of one fault, two of another. */
const twoFamilies = `id,medical_specialty,transcription
${['Ears & Nose', 'Ears & Nose', 'Ears & Nose', 'Eye / Lid', 'Eye / Lid'].map((name, row) => `${row},${name},text ${row}\n`).join('')}`;

async function openTwoFamilies(desk: Desk): Promise<void> {
  await openReview(desk, await desk.write('two.csv', twoFamilies));
}

async function waiveAll(page: Page): Promise<void> {
  await page.keyboard.press('w');
  await signAct(page, 'known and accepted');
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('after the last record of a family one stands in the next, and after the last family at the way on', async ({
  desk,
}) => {
  const { page } = desk;
  await openTwoFamilies(desk);
  await familiesOf(page, 'Families').filter({ hasText: 'Ears & Nose' }).click();
  await expect(shown(page)).toHaveText('3 of 5');
  await gridOf(page).focus();
  await waiveAll(page);
  await expect(familiesOf(page, 'Families').filter({ hasText: 'Eye / Lid' })).toHaveAttribute('aria-pressed', 'true');
  await expect(shown(page)).toHaveText('2 of 5');
  await expect(rowOf(page, 0)).toHaveAttribute('data-active', 'true');
  await expect(gridOf(page)).toBeFocused();
  await expect(familiesOf(page, 'Decided').filter({ hasText: 'Ears & Nose' })).toBeVisible();
  await waiveAll(page);
  await expect(page.getByRole('heading', { name: 'All decided' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go to Publish' })).toBeFocused();
  await expect(page.getByText('no longer here')).toBeHidden();
});

test('a search that leaves a family empty does not lead away from it', async ({ desk }) => {
  const { page } = desk;
  await openTwoFamilies(desk);
  await familiesOf(page, 'Families').filter({ hasText: 'Ears & Nose' }).click();
  await expect(shown(page)).toHaveText('3 of 5');
  await page.getByRole('searchbox').fill('text 4');
  await expect(page.getByRole('heading', { name: 'No record is like that' })).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expect(shown(page)).toHaveText('3 of 5');
});
