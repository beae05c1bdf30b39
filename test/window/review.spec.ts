import type { Locator, Page } from '@playwright/test';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../support/mtsamples.ts';
import { gridOf, openReview, openWindow } from './begin-review.ts';
import { expect, expectNoSeriousAxe, sample, test } from './desk.ts';

test.use({ opened: false });

const familiesOf = (page: Page): Locator => page.getByRole('region', { name: 'Families', exact: true });
const shown = (page: Page): Locator => page.getByRole('main').getByRole('status').filter({ hasText: ' of ' }).first();
const rowOf = (page: Page, index: number): Locator =>
  gridOf(page).locator(`[role="row"][aria-rowindex="${index + 2}"]`);

async function goToReview(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: /^Review/ }).click();
  await settled(page);
}

/** The rows that are asked for are here. */
async function settled(page: Page): Promise<void> {
  await expect(gridOf(page)).toHaveAttribute('aria-busy', 'false');
  await expect(rowOf(page, 0)).toBeVisible();
}

async function activeCell(page: Page): Promise<Locator> {
  const id = await gridOf(page).getAttribute('aria-activedescendant');
  return page.locator(`[id="${id ?? ''}"]`);
}

const wrong = [
  ' Cardiovascular / Pulmonary',
  ' Consult - History and Phy.',
  ' Obstetrics / Gynecology',
  ' Ears & Nose',
];

function generated(rows: number): string {
  const lines = ['id,medical_specialty,transcription,note'];
  for (let row = 0; row < rows; row += 1)
    lines.push(`${row},${wrong[row % 4] ?? ''},text of record ${row},note ${row}`);
  return `${lines.join('\n')}\n`;
}

test.describe('on the sample', () => {
  test.beforeEach(async ({ desk }) => openReview(desk, sample));

  test('a family narrows the grid, and its chip is the way back', async ({ desk: { page } }) => {
    const before = await shown(page).innerText();
    const family = familiesOf(page).getByRole('button').first();
    const count = (await family.locator('b').innerText()).trim();
    await family.click();
    await expect(shown(page)).toContainText(`${count} of `);
    await expect(page.getByRole('button', { name: `Fix all ${count}…` })).toBeVisible();
    await page.getByRole('button', { name: 'Remove the filter Family' }).click();
    await expect(shown(page)).toHaveText(before);
  });

  test('what fails is marked, and so is its cell', async ({ desk: { page } }) => {
    const cell = gridOf(page).locator('[role="gridcell"][aria-invalid="true"]').first();
    await expect(cell.locator('mark').first()).toHaveText(/^[^A-Za-z\s]+$/);
  });

  test('search finds, says when nothing is found, and Escape leaves it', async ({ desk: { page } }) => {
    const before = await shown(page).innerText();
    await page.keyboard.press('/');
    await page.keyboard.type('no record says this');
    await expect(page.getByRole('heading', { name: 'No record is like that' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(shown(page)).toHaveText(before);
  });

  test('an edit asks for a reason, is checked again, and leaves the place to the next record', async ({
    desk: { page },
  }) => {
    await gridOf(page).focus();
    const before = await shown(page).innerText();
    const next = (await rowOf(page, 1).getByRole('gridcell').first().innerText()).trim();
    await page.keyboard.press('Enter');
    const editor = page.getByRole('textbox', { name: 'New value of medical_specialty' });
    await editor.fill('Surgery');
    await page.keyboard.press('Enter');
    await giveReason(page, 'as the code book says');
    await expect(shown(page)).not.toHaveText(before);
    await expect(rowOf(page, 0).getByRole('gridcell').first()).toHaveText(next);
    await expect(gridOf(page)).toBeFocused();
    await expect(rowOf(page, 0)).toHaveAttribute('data-active', 'true');
  });

  test('Escape keeps the value, and a draft outlives a dialog that is closed', async ({ desk: { page } }) => {
    await gridOf(page).focus();
    const value = await (await activeCell(page)).innerText();
    const editor = page.getByRole('textbox', { name: 'New value of medical_specialty' });
    await page.keyboard.press('F2');
    await editor.fill('a draft');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(editor).toHaveValue('a draft');
    await editor.press('Escape');
    await expect(editor).toBeHidden();
    await expect(gridOf(page)).toBeFocused();
    expect(await (await activeCell(page)).innerText()).toBe(value);
  });

  test('a cell changed in two pages is shown with both values, and nothing is overwritten', async ({ desk }) => {
    const { page } = desk;
    await gridOf(page).focus();
    await page.keyboard.press('Enter');
    const editor = page.getByRole('textbox', { name: 'New value of medical_specialty' });
    await editor.fill('Mine / here');

    const other = await desk.another();
    await goToReview(other, desk.url);
    await gridOf(other).focus();
    await other.keyboard.press('Enter');
    await other.getByRole('textbox', { name: 'New value of medical_specialty' }).fill('Theirs / there');
    await other.keyboard.press('Enter');
    await giveReason(other, 'they were first');
    await other.close();

    await editor.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toContainText('nothing was overwritten');
    await expect(dialog.getByText('Theirs / there').first()).toBeVisible();
    await expect(dialog.getByText('Mine / here').first()).toBeVisible();
    await dialog.getByRole('button', { name: 'Show the record as it is now' }).click();
    await expect(rowOf(page, 0)).toContainText('Theirs / there');
  });

  test('rejects are listed with what the source says, and lead to their repair', async ({ desk: { page } }) => {
    await page
      .getByRole('radiogroup', { name: 'What is reviewed' })
      .getByText(/^Rejects/)
      .click();
    const list = page.getByRole('listbox', { name: 'Rejects' });
    await expect(list.getByRole('option').first()).toContainText('Line ');
    await list.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: /Repair reject/ })).toBeVisible();
  });

  test('axe finds nothing serious', async ({ desk: { page } }) => {
    await expectNoSeriousAxe(page);
  });
});

test.describe('on 20,000 records', () => {
  test.beforeEach(async ({ desk }) => openReview(desk, await desk.write('many.csv', generated(20_000))));

  test('the page holds a few rows, wherever one is', async ({ desk: { page } }) => {
    const rows = gridOf(page).locator('[role="row"]');
    await expect(gridOf(page)).toHaveAttribute('aria-rowcount', '20001');
    await gridOf(page).focus();
    for (const [key, row] of [
      ['Control+End', 19_999],
      ['Control+Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      await expect(rowOf(page, row)).toContainText(`text of record ${row}`);
      await expect(rowOf(page, row)).toHaveAttribute('data-active', 'true');
      expect(await rows.count()).toBeLessThan(80);
    }
  });

  test('the keyboard walks, picks and acts', async ({ desk: { page } }) => {
    await gridOf(page).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(rowOf(page, 1)).toHaveAttribute('data-active', 'true');
    await page.keyboard.press('PageDown');
    await expect(rowOf(page, 1)).toHaveAttribute('data-active', 'false');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Space');
    await expect(rowOf(page, 0)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('button', { name: 'Fix 3 selected…' })).toBeVisible();
    await page.keyboard.press('x');
    await expect(page.getByRole('dialog', { name: 'Exclude 3 records' })).toBeVisible();
    await giveReason(page, 'not of this intake');
    await expect(shown(page)).toHaveText('19,997 of 20,000');
    await expect(gridOf(page)).toBeFocused();
  });

  test('a stretch is picked over rows that were never on the page', async ({ desk: { page } }) => {
    await rowOf(page, 0).getByRole('gridcell').first().click();
    await page.keyboard.press('Control+Shift+ArrowDown');
    await expect(page.getByRole('button', { name: 'Fix 20,000 selected…' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Fix all 5,000…' })).toBeVisible();
  });

  test('a click on a head sorts, Shift adds, and the order is said', async ({ desk: { page } }) => {
    const head = (name: string): Locator => gridOf(page).getByRole('columnheader', { name: new RegExp(`^${name}`) });
    await head('medical_specialty').getByText('medical_specialty').click();
    await expect(head('medical_specialty')).toHaveAttribute('aria-sort', 'ascending');
    await settled(page);
    await expect(rowOf(page, 0)).toContainText('Cardiovascular');
    await head('note')
      .getByText('note')
      .click({ modifiers: ['Shift'] });
    await expect(page.getByText('Sort: medical_specialty ↑, note ↑')).toBeVisible();
  });

  test('the head is worked by the keyboard: wider, a menu, hidden, and the focus stays', async ({ desk: { page } }) => {
    const head = gridOf(page).getByRole('columnheader', { name: /^medical_specialty/ });
    const width = (): Promise<number> => head.evaluate((element) => element.getBoundingClientRect().width);
    const before = await width();
    await gridOf(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(width).toBe(before + 16);
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(gridOf(page)).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Hide' }).click();
    await expect(head).toBeHidden();
    await expect(gridOf(page)).toBeFocused();
    await page.reload();
    await settled(page);
    await expect(head).toBeHidden();
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept).not.toContain('medical_specialty');
  });

  test('a page that edits sees what another page did', async ({ desk }) => {
    const { page } = desk;
    const other = await desk.another();
    await goToReview(other, desk.url);
    await gridOf(other).focus();
    await other.keyboard.press('Space');
    await other.keyboard.press('w');
    await giveReason(other, 'known and accepted');
    await expect(shown(page)).toHaveText('19,999 of 20,000');
  });
});

test(`the 372 of MTSamples are one family${whyNoMtsamples}`, async ({ desk }) => {
  test.skip(!haveMtsamples, whyNoMtsamples);
  await openReview(desk, await desk.write('mtsamples.csv', mtsamples('mtsamples.csv')));
  const { page } = desk;
  await familiesOf(page)
    .getByRole('button', { name: /Cardiovascular.*372/ })
    .click();
  await expect(shown(page)).toHaveText('372 of 4,999');
  await expect(page.getByRole('button', { name: 'Fix all 372…' })).toBeVisible();
});

async function giveReason(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByLabel('Signed').fill('MK');
  // What it would do is tried out first.
  await expect(dialog.locator('button[type="submit"]')).toBeEnabled();
  await dialog.getByLabel('Signed').press('Control+Enter');
  await expect(dialog).toBeHidden();
}

test('where only rejects are left, the way on leads to them', async ({ desk }) => {
  const { page } = desk;
  const source = await desk.write('short.csv', 'medical_specialty,transcription\nSurgery,seen\nSurgery\nSurgery\n');
  await desk.command('load', source);
  await desk.command('check', '--load', 'latest');
  await desk.start();
  await openWindow(page, desk.url);
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { name: '2 rejects still need a decision' })).toBeVisible();
  await page.getByRole('button', { name: 'See the 2 rejects' }).click();
  await expect(page.getByRole('radio', { name: /^Rejects/ })).toBeChecked();
});
