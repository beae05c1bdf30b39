/** What a person took back is not done, and what cannot be done is said at once: with the way cut, held up, or gone. */
import type { Page } from '@playwright/test';
import { askToWaive, fillAct, goToReview, gridOf, openWindow, receiptOf, signAct } from './begin-review.ts';
import { expect, sample, test, type Desk } from './desk.ts';
import { holdWay, type HeldWay } from './held-way.ts';

test.use({ opened: false });

const dialogOf = (page: Page) => page.getByRole('dialog');
const linkWords = (page: Page) => page.getByRole('contentinfo').getByRole('status');

async function openHeld(desk: Desk, path: string): Promise<HeldWay> {
  const { page } = desk;
  await desk.command('load', path, '--actor', 'MK');
  await desk.command('check', '--load', 'latest', '--actor', 'MK');
  await desk.start();
  const way = await holdWay(page);
  await openWindow(page, desk.url);
  await goToReview(page);
  return way;
}

async function openWaive(desk: Desk): Promise<HeldWay> {
  const way = await openHeld(desk, sample);
  await askToWaive(desk.page);
  return way;
}

/** An act on so many records that what takes it back always comes in time. */
async function openLongWaive(desk: Desk): Promise<HeldWay> {
  const records = Array.from({ length: 30_000 }, (_, index) => `note ${index}, Cardiovascular / Pulmonary\n`);
  const way = await openHeld(
    desk,
    await desk.write('many.csv', `transcription,medical_specialty\n${records.join('')}`),
  );
  await desk.page.keyboard.press('w');
  await expect(dialogOf(desk.page)).toHaveAccessibleName(/^Waive .*30,000/);
  return way;
}

async function expectNothingDone(page: Page, quarantined = '171'): Promise<void> {
  await expect(dialogOf(page)).toBeHidden();
  await expect(receiptOf(page)).toContainText(`${quarantined} quarantined`);
  await expect(page.getByRole('button', { name: 'Operations…' })).toBeDisabled();
}

test('with the way cut an act is refused at once, and does not run when the way is back', async ({ desk }) => {
  const { page } = desk;
  const way = await openWaive(desk);
  const dialog = dialogOf(page);
  await fillAct(page, 'the ward asked for it');
  await way.cut();
  await expect(linkWords(page)).toContainText('Looking for the engine');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('alert').filter({ hasText: 'was not begun' }).first()).toBeVisible();
  await expect(dialog.getByLabel('Reason')).toHaveValue('the ward asked for it');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  way.mend();
  await expect(linkWords(page)).toBeHidden();
  await expect.poll(() => way.called).toContain('quarantine.window');
  await expect(gridOf(page)).toHaveAttribute('aria-busy', 'false');
  expect(way.called).not.toContain('review.waive');
  await expectNothingDone(page);
});

for (const [how, leave] of [
  ['Cancel', (page: Page) => dialogOf(page).getByRole('button', { name: 'Cancel' }).click()],
  ['Escape', (page: Page) => page.keyboard.press('Escape')],
] as const) {
  test(`${how} takes back an act that is under way`, async ({ desk }) => {
    const { page } = desk;
    const way = await openLongWaive(desk);
    way.holdBack('review.waive');
    await signAct(page, 'the ward asked for it');
    await expect(dialogOf(page).locator('button[type="submit"]')).toHaveAttribute('data-loading', 'true');
    await leave(page);
    await expect(page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
    await expectNothingDone(page, '30,000');
  });
}

test('after a new start an act is refused, the page says what to do, and what was typed stays', async ({ desk }) => {
  const { page } = desk;
  await openWaive(desk);
  const dialog = dialogOf(page);
  await fillAct(page, 'the ward asked for it');
  await desk.kill();
  await desk.start();
  await expect(linkWords(page)).toContainText('Bronze Desk was started again');
  await page.keyboard.press('Control+Enter');
  await expect(
    dialog.getByRole('alert').filter({ hasText: 'cannot reach Bronze Desk any more' }).first(),
  ).toBeVisible();
  await expect(dialog.locator('button[type="submit"]')).not.toHaveAttribute('data-loading', 'true');
  await expect(dialog.getByLabel('Reason')).toHaveValue('the ward asked for it');
  await expect(page.getByText('Open the address that “bronze-desk serve” printed')).toBeVisible();
});
