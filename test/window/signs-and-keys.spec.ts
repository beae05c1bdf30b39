/** Values sign by sign, and what keyboards, panels and screen readers need beside the five places themselves. */
import { gridOf, openReview } from './begin-review.ts';
import { expect, expectNoSeriousAxe, sample, test } from './desk.ts';

test.use({ opened: false });

test('no font, space or direction mark makes a value look like another', async ({ desk }) => {
  const { page } = desk;
  const odd = 'a\u3000b\u202Fc\u2028d\u202Edef/!=';
  const source = await desk.write('odd.csv', `id,medical_specialty,transcription\n1,${odd},text\n2,Surgery,text\n`);
  await openReview(desk, source);
  const cell = gridOf(page).locator('[role="gridcell"][aria-invalid="true"]').first();
  for (const name of ['U+3000', 'U+202F', 'U+2028', 'U+202E']) await expect(cell).toContainText(name);
  const seen = await cell.evaluate((element) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let left: number[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.textContent !== 'def') continue;
      left = [0, 1, 2].map((at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect().left;
      });
    }
    return { left, ligatures: getComputedStyle(element).fontVariantLigatures };
  });
  expect(seen.left).toHaveLength(3);
  expect(seen.left, 'read from left to right').toEqual(seen.left.toSorted((one, other) => one - other));
  expect(seen.ligatures).toBe('none');
  await page.keyboard.press('e');
  await expect(page.locator('textarea:focus, input:focus')).toHaveCSS('font-variant-ligatures', 'none');
});

test('F6 goes from panel to panel, and the arrows through the families', async ({ desk }) => {
  const { page } = desk;
  await openReview(desk, sample);
  const has = (label: string) => page.getByRole('region', { name: label, exact: true }).locator(':focus');
  await expect(page.getByRole('article', { name: 'Record inspector' })).toContainText('must contain only letters');
  await page.keyboard.press('F6');
  await expect(has('Inspector')).toHaveCount(1);
  await page.keyboard.press('F6');
  await expect(has('Families and facets')).toHaveCount(1);
  const families = page.getByRole('region', { name: 'Families', exact: true }).getByRole('button');
  await expect(families.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(families.nth(1)).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  await expect(gridOf(page)).toBeFocused();
});

test('clean records are shown when somebody asks for them', async ({ desk }) => {
  const { page } = desk;
  await openReview(desk, sample);
  const states = page.getByRole('region', { name: 'State', exact: true });
  const clean = states.getByRole('button', { name: /^Clean/ });
  const count = /\d+$/.exec(await clean.innerText())?.[0] ?? '';
  await clean.click();
  const shown = page.getByRole('main').getByRole('status').filter({ hasText: ' of ' }).first();
  await expect(shown).toHaveText(`${count} of 502`);
  await expect(gridOf(page).getByRole('gridcell', { name: 'Clean' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter State' }).click();
  await expect(shown).toHaveText(/ of 502, clean ones aside$/);
});

test('axe finds nothing serious in the palette, the sheet of keys and the forms', async ({ desk }) => {
  const { page } = desk;
  await openReview(desk, sample);
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('dialog', { name: 'Find an action' })).toBeVisible();
  await expectNoSeriousAxe(page);
  await page.keyboard.press('Escape');
  await expect(page.getByPlaceholder('Find an action')).toBeHidden();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'All keys' })).toContainText('Pick a stretch of rows');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await gridOf(page).focus();
  for (const key of ['f', 'w', 'x']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoSeriousAxe(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});
