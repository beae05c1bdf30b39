/**
 * What only a real Electron can show: that it starts, that its page is sandboxed, that the engine answers over a port
 * with DuckDB in its own process, that a killed engine comes back, and that leaving leaves nothing behind. The window's
 * own acts are tested in a browser, where every system can run them.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { whyNoSmoke } from '../../../build/desktop/why-no-smoke.mjs';
import { DeskApp } from './desk-app.ts';

const why = whyNoSmoke();
const actor = 'Ada Tester';

test.describe(`the desktop program${why === null ? '' : ` (skipped: ${why})`}`, () => {
  test.skip(why !== null, why ?? '');
  let desk: DeskApp;
  test.beforeEach(() => {
    desk = new DeskApp();
  });
  test.afterEach(async () => {
    await desk.remove();
  });

  test('start, load the sample, fix a family, publish, quit', async () => {
    const page = await desk.start();
    await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
    const { sample, workspace, host } = await desk.info(page);
    expect({ workspace, host }).toEqual({ workspace: desk.workspace, host: 'desktop' });
    if (sample === null) throw new Error('the sample did not come with the program');

    const { load } = await desk.call(page, 'load.start', { source: { paths: [sample] }, actor });
    const suite = JSON.stringify({
      expectation_suite_name: 'smoke',
      expectations: [
        {
          expectation_type: 'expect_column_values_to_match_regex',
          kwargs: { column: 'medical_specialty', regex: '^[A-Za-z\\s]+$' },
        },
      ],
    });
    await desk.call(page, 'check.run', { load: load.id, suite, actor });

    const { families } = await desk.call(page, 'quarantine.families', { filter: { load: load.id } });
    const family = families[0];
    if (family === undefined) throw new Error('the sample has nothing to fix');
    const fixed = await desk.call(page, 'review.correct', {
      selection: { load: load.id, family: family.family },
      set: { medical_specialty: 'Cardiology' },
      actor,
      reason: 'as the letterhead says',
    });
    expect(fixed.records).toBe(family.records);

    const request = { purpose: 'folder', title: 'Publish to' } as const;
    expect(await desk.pick(page, request, desk.bronze)).toEqual([desk.bronze]);
    const { publish } = await desk.call(page, 'publish.run', { load: load.id, target: desk.bronze, actor });
    expect(existsSync(join(publish.path, '_manifest.json'))).toBe(true);

    await desk.quit();
    expect(existsSync(join(desk.workspace, 'in-use.json'))).toBe(false);
  });

  test('the page is sandboxed, at its own address, and goes nowhere', async () => {
    const page = await desk.start();
    expect(page.url()).toMatch(/^app:\/\/bronze-desk\//);
    const reach = ['require', 'process', 'module', 'Buffer', 'ipcRenderer'];
    const found = await page.evaluate((names) => names.filter((name) => name in globalThis), reach);
    expect(found).toEqual([]);
    const opened = await page.evaluate(() =>
      (globalThis as unknown as { open(url: string): unknown }).open('https://example.org/'),
    );
    expect(opened).toBe(null);
    const asked = page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      ),
    );
    expect(await asked).toBe('refused');
    expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a killed engine comes back with everything that was saved', async () => {
    const page = await desk.start();
    const { sample } = await desk.info(page);
    const { load } = await desk.call(page, 'load.start', { source: { paths: [sample ?? ''] }, actor });
    await desk.app.evaluate(({ app }) => {
      const engine = app.getAppMetrics().find(({ name }) => name === 'Bronze Desk Engine');
      if (engine === undefined) throw new Error('the engine has no process of its own');
      process.kill(engine.pid, 'SIGKILL');
    });
    await expect(async () => {
      const loads = await desk.call(page, 'load.list', {});
      expect(loads.map(({ id }) => id)).toContain(load.id);
    }).toPass({ timeout: 30_000 });
  });
});
