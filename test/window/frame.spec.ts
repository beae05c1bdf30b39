import { expect, expectNoSeriousAxe, test } from './desk.ts';

test('the frame has five places, reached by key, and nothing but ids in the address', async ({ desk: { page } }) => {
  for (const [index, place] of ['Loads', 'Checks', 'Review', 'Publish', 'Audit'].entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await expect(page.getByRole('main', { name: place })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`#/${place.toLowerCase()}$`));
    await expect(page).toHaveTitle(`${place} · Bronze Desk`);
  }
});

test('the palette finds an action by its name, and the sheet shows every key', async ({ desk: { page } }) => {
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('Find an action').fill('Go to Audit');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Audit' })).toBeVisible();
  await expect(page.getByPlaceholder('Find an action')).toBeHidden();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'All keys' })).toContainText('Go to Review');
  await expectNoSeriousAxe(page);
});
