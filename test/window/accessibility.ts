/** axe-core run inside the page; what it finds serious or critical, in a line each. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe: { run(options: object): Promise<AxeResults> };
  }
}

export async function noSeriousFaults(page: Page): Promise<string[]> {
  // Colours and places that are still on their way would be judged halfway.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        // A spinner has no end to wait for.
        .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)))
        .map((animation) => animation.finished.catch(() => null)),
    ),
  );
  // Evaluated, not added as a script: the page's own policy would rightly refuse that.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
}
