/**
 * The engine killed in the middle of each place's main act (Loads: see long-loads.spec.ts): the page says so, the start
 * after it shows the state before, whole, and the act can be done again.
 */
import { once } from 'node:events';
import { watch } from 'node:fs';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeLargeCsv } from '../support/large-source.ts';
import { runCommand } from '../support/run-command.ts';
import { goToReview, openWindow, receiptOf, signAct } from './begin-review.ts';
import { chooseFolder, saveIn } from './choose-paths.ts';
import { expect, test, type Desk } from './desk.ts';

test.use({ opened: false });
// What all of them begin with is made once.
test.describe.configure({ mode: 'default' });

/** No two alike, so that one alone cannot be answered from another; slow enough to be met at work. */
const slowRules = Array.from({ length: 10 }, (_, index) => ({
  expectation_type: 'expect_column_values_to_not_match_regex',
  kwargs: { column: 'note', regex: `(a|b|c)*x{${index + 1},20}[^q]*#$` },
}));
const suite = {
  expectation_suite_name: 'wards',
  expectations: [
    {
      expectation_type: 'expect_column_values_to_match_regex',
      kwargs: { column: 'specialty', regex: '^[A-Z][a-z]+ [a-z]+$' },
    },
    ...slowRules,
  ],
};

let prepared = '';
/** How many records fail: those whose specialty is not empty. */
let failing = 0;
let records = 0;

/** Workspaces with a large load: `checked`, and `fixed`, where every record may be published and the trail is long. */
test.beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'bronze-desk-prepared-'));
  const source = join(prepared, 'large.csv');
  records = writeLargeCsv(source, 18_000_000, 300);
  failing = records - Math.ceil(records / 7);
  const rules = join(prepared, 'suite.json');
  await writeFile(rules, JSON.stringify(suite));
  const checked = join(prepared, 'checked');
  await run('load', source, '--workspace', checked);
  await run('check', '--load', 'latest', '--suite', rules, '--workspace', checked);
  const fixed = join(prepared, 'fixed');
  await cp(checked, fixed, { recursive: true });
  await run(
    ...['fix', '--load', 'latest', '--where', 'specialty=Surgery', '--set', 'specialty=Surgery ward'],
    ...['--reason', 'the clinic writes it out', '--json', '--workspace', fixed],
  );
});

test.afterAll(() => rm(prepared, { recursive: true, force: true }));

async function run(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await runCommand(args);
  // 3: done, but rows are in quarantine.
  expect([0, 3], stderr).toContain(exitCode);
}

async function openOn(desk: Desk, state: 'checked' | 'fixed'): Promise<void> {
  await cp(join(prepared, state), desk.workspace, { recursive: true });
  await desk.start();
  await openWindow(desk.page, desk.url);
}

const count = (number: number): string => number.toLocaleString('en-GB');
const statusBar = (page: Page): Locator => page.getByRole('contentinfo');

/** Kills the engine as soon as `sign` is there, and sees the page say so; then starts it again. */
async function killAt(desk: Desk, sign: Locator): Promise<void> {
  await expect.poll(() => sign.isVisible(), { intervals: [5] }).toBe(true);
  await killNow(desk);
}

async function killNow(desk: Desk): Promise<void> {
  const { page } = desk;
  await desk.kill();
  await expect(statusBar(page)).toContainText('Looking for the engine… what was saved is safe');
  await expect(brokenWay(page)).toBeVisible();
  await expect(statusBar(page).getByRole('progressbar', { name: /ing/ })).toHaveCount(0);
  await desk.start();
  await expect(statusBar(page)).toContainText('Bronze Desk was started again: open the address it printed.');
  await expect(brokenWay(page)).toBeVisible();
}

async function firstChangeIn(folder: string): Promise<void> {
  const changes = watch(folder);
  await once(changes, 'change');
  changes.close();
}

const brokenWay = (page: Page): Locator =>
  page.getByRole('alert').filter({ hasText: 'The way to the engine broke. What was saved is safe' });

/** The new address shows the state before the act, and a trail in which nothing is missing. */
async function openAfterwards(desk: Desk, quarantined: number): Promise<void> {
  const { page } = desk;
  await openWindow(page, desk.url);
  await expect(receiptOf(page)).toHaveText(
    `${count(records)} records=${count(records - quarantined)} releasable+${count(quarantined)} quarantined✓ balanced`,
  );
  await page.keyboard.press('Alt+5');
  await page.keyboard.press('v');
  await expect(page.getByText(/^All [\d,]+ events are intact\.$/)).toBeVisible();
}

test('in the middle of a check: the last verdict stands, and the check is run again', async ({ desk }) => {
  const { page } = desk;
  await openOn(desk, 'checked');
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Check again' }).click();
  await killAt(desk, statusBar(page).getByRole('progressbar'));
  await openAfterwards(desk, failing);
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('treegrid').getByRole('row').nth(2)).toContainText('Checked');
});

test('in the middle of a bulk fix: no record is changed, and the fix is made again', async ({ desk }) => {
  const { page } = desk;
  await openOn(desk, 'checked');
  const dialog = page.getByRole('dialog');
  const fixAll = async (): Promise<void> => {
    await goToReview(page);
    await page.getByRole('button', { name: `Fix all ${count(failing)}…` }).click();
    await dialog.getByLabel('New value').fill('Surgery ward');
    await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText(`clears ${count(failing)}`);
    await signAct(page, 'the clinic writes it out');
  };
  await fixAll();
  await killAt(desk, dialog.locator('button[type="submit"][data-loading="true"]'));
  await expect(dialog.getByLabel('Reason')).toHaveValue('the clinic writes it out');
  await openAfterwards(desk, failing);
  await fixAll();
  await expect(dialog).toBeHidden();
  await expect(receiptOf(page)).toContainText(`${count(records)} releasable+0 quarantined`);
});

test('in the middle of a publish: bronze holds nothing half done, and the publish is made again', async ({ desk }) => {
  const { page } = desk;
  await openOn(desk, 'fixed');
  const bronze = await desk.target('bronze');
  const publish = async (choose: string): Promise<void> => {
    await page.keyboard.press('Alt+4');
    await page.getByRole('button', { name: choose }).click();
    await chooseFolder(desk, 'bronze');
    await page.getByRole('button', { name: `Publish ${count(records)} rows` }).click();
  };
  await publish('Choose the bronze folder…');
  await killAt(desk, statusBar(page).getByRole('progressbar'));
  await openAfterwards(desk, 0);
  expect((await readdir(bronze)).filter((name) => name.startsWith('ingest_'))).toEqual([]);
  await publish('Choose it again…');
  await expect(page.getByText(`Published ${count(records)} rows in 1 file.`)).toBeVisible();
  expect(await readdir(bronze)).toEqual([expect.stringMatching(/^ingest_\d+$/)]);
});

test('in the middle of an export of the trail: no file has its name, and the export is made again', async ({
  desk,
}) => {
  const { page } = desk;
  await openOn(desk, 'fixed');
  const exportTrail = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('menuitem', { name: /JSON lines/ }).click();
    await saveIn(desk, 'trail.jsonl');
  };
  await page.keyboard.press('Alt+5');
  // The export is over too soon for its progress to be waited for: its first file is the sign.
  const killed = firstChangeIn(desk.folder).then(() => killNow(desk));
  await exportTrail();
  await killed;
  expect(await readdir(desk.folder)).not.toContain('trail.jsonl');
  await openAfterwards(desk, 0);
  await exportTrail();
  await expect(page.getByText(/^Exported [\d,]+ events to/)).toBeVisible();
  expect(await readdir(desk.folder)).toContain('trail.jsonl');
});
