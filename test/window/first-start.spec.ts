import type { Locator, Page } from '@playwright/test';
import { chooseFolder } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, test } from './desk.ts';

const guide = (page: Page): Locator => page.getByRole('region', { name: 'Guide' });
const currentStep = (page: Page): Locator => guide(page).locator('[aria-current="step"]');

test('a newcomer is led from the sample to bronze, each step marking itself done', async ({ desk }) => {
  const { page } = desk;
  await expect(page.getByRole('heading', { name: 'From a raw file to bronze' })).toBeVisible();
  await expectNoSeriousAxe(page);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Marta Keller');
  await page.getByRole('heading', { name: 'From a raw file to bronze' }).click();
  await page.keyboard.press('s');

  await expect(currentStep(page)).toContainText('Check');
  await expect(page.getByRole('article')).toContainText('by Marta Keller');
  await page.keyboard.press('c');
  await expect(currentStep(page)).toContainText('Fix a family');
  await expectNoSeriousAxe(page);

  await guide(page).getByRole('button', { name: 'Go to Review' }).click();
  const family = page.getByRole('region', { name: 'Families', exact: true }).getByRole('button').first();
  await family.click();
  await expect(page.getByRole('button', { name: /^Fix all \d+…/ })).toBeVisible();
  await expect(guide(page)).toContainText('Press F');
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'New value' }).fill('Surgery');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('agreed with the clinic');
  await dialog.getByRole('button', { name: /^Fix/ }).click();
  await expect(dialog).toBeHidden();
  await expect(currentStep(page)).toContainText('Publish');

  await desk.target('bronze');
  await guide(page).getByRole('button', { name: 'Go to Publish' }).click();
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder(desk, 'bronze');
  await page.getByRole('button', { name: /^Publish \d+ rows/ }).click();
  await expect(currentStep(page)).toContainText('Audit');

  await guide(page).getByRole('button', { name: 'Go to Audit' }).click();
  await page.keyboard.press('v');
  await expect(guide(page)).toContainText('That was the whole loop.');
  await expectNoSeriousAxe(page);
});

test('the guide is sent away for good, and comes back when it is asked for', async ({ desk }) => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Load the sample' }).click();
  await guide(page).getByRole('button', { name: 'Put the guide away' }).click();
  await expect(guide(page)).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Check it now' })).toBeVisible();
  await expect(guide(page)).toBeHidden();
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('Find an action').fill('Show the guide');
  await page.keyboard.press('Enter');
  await expect(guide(page)).toBeVisible();
});

test('nobody begins without a name', async ({ desk }) => {
  const { page } = desk;
  const name = page.getByRole('textbox', { name: 'Your name' });
  // As `serve --actor` said.
  await expect(name).toHaveValue('Ada Tester');
  await name.fill('');
  await expect(page.getByRole('button', { name: 'Load the sample' })).toBeDisabled();
  await page.getByRole('heading', { name: 'From a raw file to bronze' }).click();
  await page.keyboard.press('s');
  await expect(name).toBeFocused();
  await name.fill('MK');
  await page.getByRole('button', { name: 'Load the sample' }).click();
  await expect(page.getByRole('article')).toContainText('by MK');
});
