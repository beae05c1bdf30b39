/** Into Review with a checked load, and an act carried through its dialog: what several specs begin with. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Desk } from './desk.ts';

export const receiptOf = (page: Page): Locator => page.getByLabel(/^Receipt:/);
export const gridOf = (page: Page): Locator => page.getByRole('grid', { name: 'Records' });

/** Opens the address as it was printed. */
export async function openWindow(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
}

export async function goToReview(page: Page): Promise<void> {
  await page.keyboard.press('Alt+3');
  await expect(gridOf(page)).toHaveAttribute('aria-busy', 'false');
  await expect(gridOf(page).locator('[role="row"][aria-rowindex="2"]')).toBeVisible();
  await gridOf(page).focus();
}

/** Loads and checks a file by the command line, then opens Review on it. The desk is not open yet. */
export async function openReview(desk: Desk, path: string): Promise<void> {
  await desk.command('load', path, '--actor', 'MK');
  await desk.command('check', '--load', 'latest', '--actor', 'MK');
  await desk.start();
  await openWindow(desk.page, desk.url);
  await goToReview(desk.page);
}

/** The dialog that waives the record at hand, as it opens. */
export async function askToWaive(page: Page): Promise<Locator> {
  await page.keyboard.press('Space');
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveAccessibleName('Waive 1 record');
  return dialog;
}

/** Fills the form in; the answer is what sends it, once what it would do has been tried out. */
export async function fillAct(page: Page, reason: string): Promise<Locator> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByLabel('Signed').fill('MK');
  const submit = dialog.locator('button[type="submit"]');
  await expect(submit).toBeEnabled();
  return submit;
}

/** Fills the form in and sends it. */
export async function signAct(page: Page, reason: string): Promise<void> {
  await fillAct(page, reason);
  await page.keyboard.press('Control+Enter');
}
