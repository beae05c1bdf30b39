/** The panels beside the middle: drawn wider, folded away, and as they were left when the page is opened again. */
import type { Page } from '@playwright/test';
import { goToReview, gridOf, openReview, openWindow } from './begin-review.ts';
import { expect, sample, test } from './desk.ts';

test.use({ opened: false });

const widthOf = (page: Page, label: string): Promise<number> =>
  page
    .getByRole('region', { name: label, exact: true })
    .evaluate((element) => Math.round(element.getBoundingClientRect().width));

test('panels are drawn wider and folded away by keyboard, and stay so', async ({ desk }) => {
  const { page } = desk;
  await openReview(desk, sample);
  const before = await widthOf(page, 'Families and facets');
  await page.getByRole('separator', { name: 'Resize Families and facets' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => widthOf(page, 'Families and facets')).toBeGreaterThan(before);
  const wider = await widthOf(page, 'Families and facets');
  await gridOf(page).focus();
  await page.keyboard.press(']');
  await expect
    .poll(() => page.locator('section[aria-label="Inspector"]').evaluate((element) => element.clientWidth))
    .toBe(0);

  await page.reload();
  await openWindow(page, page.url());
  await goToReview(page);
  await expect.poll(() => widthOf(page, 'Families and facets')).toBe(wider);
  await expect
    .poll(() => page.locator('section[aria-label="Inspector"]').evaluate((element) => element.clientWidth))
    .toBe(0);
  await page.keyboard.press(']');
  await expect(page.getByRole('region', { name: 'Inspector', exact: true })).toContainText('must contain only letters');
});
