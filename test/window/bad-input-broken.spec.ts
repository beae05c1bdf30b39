/** The way to the engine breaks while the engine lives: what was in flight is said to be (a load: see long-loads.spec.ts). */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeLargeCsv } from '../support/large-source.ts';
import { openWindow } from './begin-review.ts';
import { saveIn } from './choose-paths.ts';
import { expect, test } from './desk.ts';

test.use({ opened: false });

interface Way {
  /** Breaks it; it stays broken until `mend`. */
  readonly cut: () => Promise<void>;
  readonly mend: () => void;
}

/** Stands between the page and the engine's socket. */
async function standBetween(page: Page): Promise<Way> {
  let isBroken = false;
  const closeAll = new Set<() => Promise<void>>();
  await page.routeWebSocket(/\/engine$/, async (near) => {
    if (isBroken) {
      await near.close();
      return;
    }
    const far = near.connectToServer();
    closeAll.add(async () => {
      await near.close();
      await far.close();
    });
  });
  return {
    async cut() {
      isBroken = true;
      for (const close of closeAll) await close();
      closeAll.clear();
    },
    mend: () => {
      isBroken = false;
    },
  };
}

test('an act in flight is rejected with a sentence, and can be done again once the way is mended', async ({ desk }) => {
  const { page } = desk;
  writeLargeCsv(join(desk.folder, 'large.csv'), 10_000_000);
  await desk.command('load', join(desk.folder, 'large.csv'));
  await desk.command(
    ...['fix', '--load', 'latest', '--state', 'clean'],
    ...['--set', 'specialty=Surgery ward', '--reason', 'the clinic writes it out', '--json'],
  );
  const way = await standBetween(page);
  await desk.start();
  await openWindow(page, desk.url);
  await page.keyboard.press('Alt+5');
  const begin = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('menuitem', { name: /JSON lines/ }).click();
    await saveIn(desk, name);
  };
  await begin('trail.jsonl');
  const atWork = page.getByRole('status', { name: 'The trail is at work' });
  await expect.poll(() => atWork.isVisible(), { intervals: [5] }).toBe(true);
  await way.cut();
  await expect(page.getByRole('alert')).toContainText('look whether the last step was done before you repeat it');
  way.mend();
  await expect(page.getByRole('contentinfo')).not.toContainText('Looking for the engine');
  await expect(atWork).toBeHidden();
  await begin('trail-again.jsonl');
  await expect(page.getByText(/^Exported [\d,]+ events to/)).toBeVisible();
});
