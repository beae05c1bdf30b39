import { createHash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { manifestSchema } from '../../electron/contract/publish.ts';
import { literally, query } from '../support/parquet.ts';
import { chooseFolder } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, sample, test, type Desk } from './desk.ts';

test.use({ opened: false });

const checkedSchema = z.object({
  load: z.object({ id: z.string(), clean: z.number(), quarantined: z.number() }),
});

test('publishes what it says, knows that nothing would change, and supersedes after an edit', async ({ desk }) => {
  const { page } = desk;
  const { clean, quarantined } = await loadAndCheck(desk);
  await desk.target('bronze');
  await openPublish(desk);
  await expect(page.getByText('none chosen yet')).toBeVisible();
  await expect(publishButton(page)).toBeDisabled();
  await expect(page.getByText('Choose the bronze folder first.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder(desk, 'bronze');
  await partitionBy(page, 'medical_specialty');

  const planned = await tableRows(page, 'Rows of each partition');
  expect(sumOf(planned, 'Rows')).toBe(clean);
  const heldBack = page.getByRole('region', { name: 'Held back' }).getByRole('listitem');
  await expect(heldBack).toHaveText([
    new RegExp(`^${quarantined}are quarantined`),
    /^12of them are rejects: not records yet/,
  ]);
  await expect(publishButton(page)).toHaveText(new RegExp(`Publish ${clean} rows`));
  await expectNoSeriousAxe(page);
  await page.getByRole('heading', { name: 'What will be written to bronze' }).click();
  await page.keyboard.press('p');
  await expect(page.getByText(`Published ${clean} rows in ${planned.length} files.`)).toBeVisible();
  const first = await shownPath(page);
  expect(await rowsIn(first)).toBe(clean);
  await expectFilesAsShown(page, first);
  await expectNoSeriousAxe(page);

  await page.keyboard.press('Escape');
  await expect(
    page.getByText('Bronze already holds exactly this. Publishing again would change nothing.'),
  ).toBeVisible();
  await expect(publishButton(page)).toBeDisabled();

  const mended = await mendOneSpecialty(desk);
  await openPublish(desk);
  await expect(page.getByRole('list', { name: 'Publishes, newest first' })).toContainText('Load changed since');
  // The folder is remembered, and offered again because it was published to.
  await expect(page.getByRole('list', { name: 'Rows that differ' })).toHaveText(`+${mended} added0 removed0 changed`);
  await publishButton(page).click();
  await expect(page.getByText(/^Published .* It supersedes the publish before it\.$/)).toBeVisible();
  const second = await shownPath(page);
  expect(await rowsIn(second)).toBe(clean + mended);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(second, '_manifest.json'), 'utf8')));
  expect(manifest.supersedes).toBe(first);
  await expect(page.getByText(manifest.load.sha256 ?? 'no digest')).toBeVisible();
  await expect(page.getByText(manifest.audit_head)).toBeVisible();

  const list = page.getByRole('list', { name: 'Publishes, newest first' }).getByRole('button');
  await expect(list).toHaveText([/Stands/, /Superseded/]);
  await rename(first, `${first}.away`);
  await list.nth(1).click();
  await expect(page.getByText('Superseded by the publish of')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('The manifest of this publish is no longer in');
});

test('blocks what was not checked or could not run, each with a way on, until it is accepted with a reason', async ({
  desk,
}) => {
  const { page } = desk;
  await desk.command('load', sample, '--json');
  await desk.target('bronze');
  await openPublish(desk);
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder(desk, 'bronze');
  await expect(page.getByRole('group', { name: 'Blocked' })).toContainText('has not been checked yet');
  await page.getByRole('button', { name: 'Go to Checks' }).click();
  await expect(page.getByRole('main', { name: 'Checks' })).toBeVisible();

  await desk.stop();
  const suite = await desk.write('suite.json', JSON.stringify(suiteWithMissingColumn));
  // What could not run is a failure on the command line too.
  await expect(desk.command('check', '--load', 'latest', '--suite', suite)).rejects.toThrow('ended with 1');
  await openPublish(desk);
  await page.getByRole('button', { name: 'Choose it again…' }).click();
  await chooseFolder(desk, 'bronze');
  const blocked = page.getByRole('group', { name: 'Blocked' });
  await expect(blocked).toContainText('1 expectation could not run');
  await expect(page.getByText('Blocked for 1 reason: see above.')).toBeVisible();
  await blocked.getByRole('button', { name: 'Publish without it…' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('The ward column comes next month');
  await page.getByRole('button', { name: /Accept that it could not run/ }).click();
  await expect(page.getByRole('group', { name: 'Accepted' })).toContainText('The ward column comes next month');
  await publishButton(page).click();
  await expect(page.getByRole('heading', { name: 'Accepted although it could not run' })).toBeVisible();
  await expect(page.getByText('The ward column comes next month')).toBeVisible();
});

test('nothing is called ready or decided while a check could not run', async ({ desk }) => {
  const { page } = desk;
  await desk.command('load', await desk.write('all-pass.csv', 'id,note\n1,x\n2,y\n'));
  const suite = await desk.write(
    'suite.json',
    JSON.stringify({ ...suiteWithMissingColumn, expectations: suiteWithMissingColumn.expectations.slice(0, 1) }),
  );
  await expect(desk.command('check', '--load', 'latest', '--suite', suite)).rejects.toThrow('ended with 1');
  await openPublish(desk);
  // Before any folder is chosen.
  await expect(page.getByText('none chosen yet')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Blocked' })).toContainText('1 expectation could not run');
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('option')).toContainText('1 check could not run');
  await expect(page.getByText('Ready to publish')).toHaveCount(0);
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { name: '1 expectation could not run' })).toBeVisible();
  await page.getByRole('button', { name: 'See what could not run' }).click();
  await expect(page.getByRole('main', { name: 'Checks' })).toBeVisible();
});

test('refuses a folder inside the workspace, and says what to do', async ({ desk }) => {
  const { page } = desk;
  await loadAndCheck(desk);
  await openPublish(desk, '--root', desk.workspace);
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder({ page, folder: desk.workspace }, 'landing');
  await expect(page.getByRole('alert')).toContainText('lies inside the workspace');
  await expect(page.getByRole('button', { name: 'Choose another folder…' })).toBeVisible();
  await expect(publishButton(page)).toBeDisabled();
});

const suiteWithMissingColumn = {
  expectation_suite_name: 'wards',
  expectations: [
    { expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'ward' } },
    { expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'medical_specialty' } },
  ],
};

async function loadAndCheck(desk: Desk): Promise<{ clean: number; quarantined: number }> {
  await desk.command('load', sample, '--json');
  return checkedSchema.parse(JSON.parse(await desk.command('check', '--load', 'latest', '--json'))).load;
}

async function openPublish(desk: Desk, ...args: string[]): Promise<void> {
  await desk.start(...args);
  await desk.page.goto(desk.url);
  await expect(desk.page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  await desk.page.keyboard.press('Alt+4');
  await expect(desk.page.getByRole('heading', { name: 'What will be written to bronze' })).toBeVisible();
}

/** Ends the server, so that the command line may have the workspace. */
async function mendOneSpecialty(desk: Desk): Promise<number> {
  await desk.stop();
  const answer = await desk.command(
    ...['fix', '--load', 'latest', '--where', 'medical_specialty= SOAP / Chart / Progress Notes'],
    ...['--set', 'medical_specialty=SOAP Notes', '--reason', 'The house style has no slashes', '--json'],
  );
  return z.object({ cleared: z.number() }).parse(JSON.parse(answer)).cleared;
}

const publishButton = (page: Page) => page.getByRole('button', { name: /^Publish [\d,]+ rows?/ });

async function partitionBy(page: Page, column: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Partition by' }).fill(column);
  await page.getByRole('option', { name: column }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: column })).toBeVisible();
  // The rows of the plan before stand until those of this one are here.
  await expect.poll(async () => (await tableRows(page, 'Rows of each partition')).length).toBeGreaterThan(1);
}

async function shownPath(page: Page): Promise<string> {
  return (
    await page
      .getByText(/[/\\]ingest_\d+(-\d+)?$/)
      .first()
      .innerText()
  ).trim();
}

async function rowsIn(path: string): Promise<number> {
  const [counted] = await query<{ rows: string }>(
    `SELECT count(*) AS rows FROM read_parquet(${literally(path).replace(/'$/, "/**/*.parquet'")})`,
  );
  return Number(counted?.rows);
}

async function tableRows(page: Page, name: string): Promise<Record<string, string>[]> {
  const table = page.getByRole('table', { name });
  const heads = await table.getByRole('columnheader').allInnerTexts();
  const rows = await table.locator('tbody').getByRole('row').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.getByRole('cell').allInnerTexts();
      return Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']));
    }),
  );
}

const sumOf = (rows: readonly Record<string, string>[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]?.replaceAll(',', '')), 0);

async function expectFilesAsShown(page: Page, path: string): Promise<void> {
  const files = await tableRows(page, 'Files');
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const bytes = await readFile(join(path, file['File'] ?? ''));
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(hash.startsWith((file['SHA-256'] ?? '').replace('…', ''))).toBe(true);
  }
}
