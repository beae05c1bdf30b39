/** The grid under a reviewer's hands: where one goes on after a decision, what is picked, what is edited, what is offered. */
import type { Locator, Page } from '@playwright/test';
import { goToReview, gridOf, openReview, openWindow, signAct } from './begin-review.ts';
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

test('an editor stays with its record, and keeps what was typed when the record is gone', async ({ desk }) => {
  const { page } = desk;
  await openTwoFamilies(desk);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editorOf(page).fill('Ears and Nose');
  const other = await desk.another();
  await other.getByRole('link', { name: /^Review/ }).click();
  await expect(rowOf(other, 0)).toBeVisible();
  await gridOf(other).focus();
  await other.keyboard.press('Space');
  await waiveAll(other);
  // The row before it went: the editor goes up with its own.
  await expect(shown(page)).toHaveText('4 of 5');
  const row = await rowOf(page, 0).boundingBox();
  await expect.poll(async () => (await editorOf(page).boundingBox())?.y).toBeLessThan((row?.y ?? 0) + 2 * 31);
  await gridOf(other).focus();
  await other.keyboard.press('Control+Home');
  await other.keyboard.press('Space');
  await waiveAll(other);
  await expect(page.getByRole('alert').filter({ hasText: 'not among these rows any more' })).toBeVisible();
  await expect(editorOf(page)).toHaveValue('Ears and Nose');
});

test('the editor leaves its row and the pinned columns readable, and shows white space', async ({ desk }) => {
  const { page } = desk;
  const names = Array.from({ length: 14 }, (_, index) => `column_number_${index}`);
  await openReview(
    desk,
    await desk.write(
      'wide.csv',
      `medical_specialty,transcription,${names.join()}\nEye / Lid,text,${names.join()}\nEars & Nose,text,${names.join()}\n`,
    ),
  );
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: /^New value of/ });
  await editor.fill(' two  spaces ');
  await expect(page.getByLabel('The new value with its white space shown')).toContainText('· two··  spaces·');
  const box = await editor.boundingBox();
  const state = await rowOf(page, 0).getByRole('gridcell').nth(1).boundingBox();
  const cell = await rowOf(page, 0).getByRole('gridcell').last().boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual((state?.x ?? 0) + (state?.width ?? 0));
  expect(box?.y).toBeGreaterThanOrEqual((cell?.y ?? 0) + (cell?.height ?? 0));
});

test('what is picked has a tick, and only what can be done is offered', async ({ desk }) => {
  const { page } = desk;
  await openTwoFamilies(desk);
  const hints = page.getByRole('contentinfo');
  await expect(hints).toContainText('Edit the cell');
  await expect(rowOf(page, 0).locator('svg').first()).toBeHidden();
  await page.keyboard.press('Space');
  await expect(rowOf(page, 0).getByRole('gridcell').first().locator('svg')).toBeVisible();
  const decisions = page.getByRole('toolbar', { name: 'Decisions' });
  await expect(decisions.getByRole('button', { name: 'Fix 1 selected…' })).toBeVisible();
  await expect(decisions.getByRole('button', { name: 'Reinstate' })).toBeHidden();
  await expect(hints).not.toContainText('Reinstate');
  await page.getByRole('searchbox').fill('no record says this');
  await expect(page.getByRole('heading', { name: 'No record is like that' })).toBeVisible();
  await expect(hints).not.toContainText('Edit the cell');
  await expect(decisions.getByRole('button', { name: 'Fix…' })).toBeDisabled();
  await expect(decisions.getByRole('button', { name: 'Fix…' })).toHaveAttribute('title', /^No record/);
});

test('the decisions stand in one row at 1280, also when there is something to undo', async ({ desk }) => {
  const { page } = desk;
  await openTwoFamilies(desk);
  await page.keyboard.press('Space');
  await waiveAll(page);
  await expect(page.getByRole('button', { name: 'Undo “1 waived”' })).toBeEnabled();
  const height = await page.getByRole('toolbar', { name: 'Decisions' }).evaluate((bar) => bar.clientHeight);
  expect(height).toBeLessThan(56);
});

test('each record is read from its beginning, and a value with 20,000 faults is drawn at once', async ({ desk }) => {
  const { page } = desk;
  const long = 'abcd&'.repeat(20_000);
  await openReview(
    desk,
    await desk.write('long.csv', `id,medical_specialty,transcription\n1,${long},text one\n2,${long}x,text two\n`),
  );
  const inspector = page.getByRole('article', { name: 'Record inspector' });
  await expect(inspector).toContainText('The first 500 of 20,000 places that fail are marked.');
  expect(await inspector.locator('mark').count()).toBeLessThanOrEqual(500);
  const record = inspector.getByRole('group', { name: 'Record', exact: true });
  await record.evaluate((body) => body.scrollTo(0, 400));
  await expect.poll(() => record.evaluate((body) => body.scrollTop)).toBe(400);
  await page.keyboard.press('j');
  await expect(inspector).toContainText('2 of 2');
  await expect(inspector.locator('[aria-busy]').first()).toHaveAttribute('aria-busy', 'false');
  await expect.poll(() => record.evaluate((body) => body.scrollTop)).toBe(0);
});

test('a column is kept in sight, beside the numbers of the lines, until it is let go', async ({ desk }) => {
  const { page } = desk;
  const columns = ['medical_specialty', ...Array.from({ length: 30 }, (_, index) => `field_${index}`)];
  const line = (row: number): string =>
    ['Ears & Nose', ...columns.slice(1).map((name) => `${name} of ${row}`)].join(',');
  const wide = `${columns.join(',')}\n${Array.from({ length: 5 }, (_, row) => `${line(row)}\n`).join('')}`;
  await openReview(desk, await desk.write('wide.csv', wide));
  const head = gridOf(page).getByRole('columnheader', { name: /^field_20/ });
  const menu = async (choice: string): Promise<void> => {
    await head.getByRole('button', { name: 'Column field_20' }).click();
    await page.getByRole('menuitem', { name: choice }).click();
  };
  await gridOf(page).focus();
  // Columns that are out of sight are not drawn.
  await expect(head).toHaveCount(0);
  for (let step = 0; step < 23; step += 1) await page.keyboard.press('ArrowRight');
  await expect(head).toBeInViewport();
  await menu('Keep in sight');
  await page.keyboard.press('Home');
  const cell = rowOf(page, 0).getByRole('gridcell').filter({ hasText: 'field_20 of 0' });
  await expect(cell).toBeInViewport();
  const place = await head.boundingBox();
  await page.keyboard.press('End');
  await expect(gridOf(page).getByRole('columnheader', { name: /^field_29/ })).toBeInViewport();
  expect(await head.boundingBox()).toEqual(place);
  await page.reload();
  await expect(cell).toBeInViewport();
  await menu('Let it scroll');
  await expect(head).toHaveCount(0);
});

test('records of several files are narrowed to those of one file, or of two', async ({ desk }) => {
  const { page } = desk;
  const ward = (name: string, rows: number): Promise<string> =>
    desk.write(
      `${name}.csv`,
      `id,medical_specialty\n${Array.from({ length: rows }, (_, row) => `${row},Ears & Nose\n`).join('')}`,
    );
  const paths = [await ward('north', 2), await ward('south', 3), await ward('west', 4)];
  await desk.command('load', ...paths, '--actor', 'MK');
  await desk.command('check', '--load', 'latest', '--actor', 'MK');
  await desk.start();
  await openWindow(page, desk.url);
  await goToReview(page);
  const files = page.getByRole('region', { name: 'Source file' }).getByRole('button');
  await expect(files).toHaveText([/^north\.csv\s*2$/, /^south\.csv\s*3$/, /^west\.csv\s*4$/]);
  await files.filter({ hasText: 'south' }).click();
  await expect(shown(page)).toHaveText('3 of 9');
  await files.filter({ hasText: 'west' }).click({ modifiers: ['ControlOrMeta'] });
  await expect(shown(page)).toHaveText('7 of 9');
  await files.filter({ hasText: 'south' }).click({ modifiers: ['ControlOrMeta'] });
  await expect(shown(page)).toHaveText('4 of 9');
  await files.filter({ hasText: 'west' }).click();
  await expect(shown(page)).toHaveText('9 of 9');
});
