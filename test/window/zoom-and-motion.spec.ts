/** For eyes that need twice the size, and for people whom motion makes ill. */
import type { Page } from '@playwright/test';
import { openReview } from './begin-review.ts';
import { expect, expectNoSeriousAxe, sample, test } from './desk.ts';

test.use({ opened: false });

const places = ['Loads', 'Checks', 'Review', 'Publish', 'Audit'] as const;

async function goTo(page: Page, place: (typeof places)[number]): Promise<void> {
  await page.keyboard.press(`Alt+${places.indexOf(place) + 1}`);
  await expect(page.getByRole('main', { name: place })).toBeVisible();
}

test.describe('at 200 % of 1280 × 800', () => {
  // What a browser shows then: half as many pixels, each drawn as four.
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test('no place is cut off at the side, and nothing is serious for axe', async ({ desk }) => {
    const { page } = desk;
    await openReview(desk, sample);
    for (const place of places) {
      await goTo(page, place);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways, place).toBe(0);
      await expectNoSeriousAxe(page);
    }
    for (const name of ['Find an action', /^Choose a load/, /^(You are|Say who you are)/]) {
      const button = page.getByRole('banner').getByRole('button', { name });
      await page.evaluate(() => scrollTo(0, 0));
      await expect(button).toBeInViewport({ ratio: 1 });
    }
  });

  test('a record is found, read in the inspector and fixed by keyboard alone', async ({ desk }) => {
    const { page } = desk;
    await openReview(desk, sample);
    const grid = page.getByRole('grid', { name: 'Records' });
    const cell = grid.getByRole('gridcell').first();
    await cell.scrollIntoViewIfNeeded();
    await expect(cell).toBeInViewport({ ratio: 1 });
    const visibleRows = grid.locator('[role="row"][aria-rowindex]');
    expect((await grid.boundingBox())?.height).toBeGreaterThan(100);
    await expect(visibleRows.nth(2)).toBeVisible();
    const inspector = page.getByRole('button', { name: 'Inspector', exact: true });
    await inspector.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Inspector' })).toContainText('must contain only letters');
    await page.keyboard.press('Escape');
    await expect(inspector).toBeFocused();
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: /^Fix/ });
    await expect(dialog.getByLabel('New value')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
});

test('with reduced motion nothing moves for longer than a frame', async ({ desk }) => {
  const { page } = desk;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openReview(desk, sample);
  await page.evaluate(() => {
    const longest = { ms: 0, what: '' };
    const note = (): void => {
      for (const animation of document.getAnimations()) {
        const ms = Number(animation.effect?.getComputedTiming().duration ?? 0);
        if (ms <= longest.ms) continue;
        longest.ms = ms;
        longest.what = animation instanceof CSSTransition ? animation.transitionProperty : animation.id;
      }
    };
    for (const type of ['transitionrun', 'animationstart']) document.addEventListener(type, note, true);
    Object.assign(window, { longestMotion: longest });
  });
  for (const place of places) await goTo(page, place);
  await page.keyboard.press('Control+K');
  await expect(page.getByPlaceholder('Find an action')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByPlaceholder('Find an action')).toBeHidden();
  // What lasts a hundredth of a millisecond still runs until the next frame: only what goes on is a fault.
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length))
    .toBe(0);
  const longest = await page.evaluate(
    () => (window as unknown as { longestMotion: { ms: number; what: string } }).longestMotion,
  );
  expect(longest.ms, longest.what).toBeLessThan(17);
});
