import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { validationResultSchema, type ValidationResult } from '../../electron/contract/check.ts';
import { bronzeValidation } from '../../electron/engine/checks/builtin-suite.ts';
import { parseSuite } from '../../electron/engine/checks/suite/parse-suite.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../support/mtsamples.ts';
import { expect, expectNoSeriousAxe, sample, test, type Desk } from './desk.ts';

test.use({ opened: false });

/** As people have it: `\s` is no legal escape in JSON. */
const firstSuite = String.raw`{
  "data_asset_type": "Dataset",
  "expectation_suite_name": "bronze_validation",
  "expectations": [
    {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "transcription"}},
    {"expectation_type": "expect_column_values_to_not_be_null", "kwargs": {"column": "medical_specialty"}},
    {"expectation_type": "expect_column_values_to_match_regex",
     "kwargs": {"column": "medical_specialty", "regex": "^[A-Za-z\s]+$"}}
  ]
}
`;

const rules = {
  exists: 'the column transcription must exist',
  notEmpty: 'medical_specialty must not be empty',
  letters: 'medical_specialty must contain only letters and spaces',
};

const transcriptionNotEmpty = {
  name: 'tried',
  expectations: [{ type: 'expect_column_values_to_not_be_null', kwargs: { column: 'transcription' } }],
};

/** Loads a source, unchecked, and stands in Checks. */
async function openChecks(desk: Desk, source: string): Promise<void> {
  await desk.command('load', source, '--actor', 'Ada Tester');
  await desk.start();
  await desk.page.goto(desk.url);
  await expect(desk.page.getByRole('button', { name: /^You are/ })).toBeVisible();
  await desk.page.keyboard.press('Alt+2');
  await expect(desk.page.getByRole('heading', { name: 'This load has not been checked' })).toBeVisible();
}

async function openChecked(desk: Desk, source: string): Promise<void> {
  await openChecks(desk, source);
  await desk.page.keyboard.press('c');
  await checkIsOver(desk.page);
}

async function checkIsOver(page: Page): Promise<void> {
  await expect(row(page, rules.letters)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Add…/ })).toBeEnabled();
}

/** What the engine finds without a window. */
async function validated(desk: Desk, source: string, ...args: string[]): Promise<ValidationResult> {
  return validationResultSchema.parse(JSON.parse(await desk.command('validate', source, ...args, '--json')));
}

const row = (page: Page, sentence: string): Locator => page.getByRole('row', { name: sentence });

const counted = (count: number): string => count.toLocaleString('en-GB');

function countsOf({ results }: ValidationResult, sentence: string): { failing: number; asked: number } {
  const { result } = results.find(({ meta }) => meta.sentence === sentence)!;
  const failing = Number(result['unexpected_count']);
  return { failing, asked: Number(result['element_count']) - Number(result['missing_count'] ?? 0) };
}

const failWords = ({ failing, asked }: { failing: number; asked: number }): string =>
  `${counted(failing)} of ${counted(asked)} fail`;

async function importText(page: Page, text: string): Promise<Locator> {
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Choose a suite' });
  await dialog.getByRole('textbox', { name: 'The suite’s JSON' }).fill(text);
  return dialog;
}

async function giveReason(dialog: Locator): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The registry asked for it');
}

async function useSuite(dialog: Locator): Promise<void> {
  await giveReason(dialog);
  await dialog.getByRole('button', { name: 'Use this suite and check' }).click();
  await expect(dialog).toBeHidden();
}

test('the sample is checked, and the numbers are the engine’s', async ({ desk }) => {
  const { page } = desk;
  const truth = await validated(desk, sample);
  await openChecks(desk, sample);
  await page.getByRole('button', { name: 'Check with bronze_validation' }).click();
  for (const sentence of [rules.notEmpty, rules.letters]) {
    await expect(row(page, sentence)).toContainText(failWords(countsOf(truth, sentence)));
  }
  await expect(row(page, rules.exists)).toContainText('holds');
  await expect(page.getByText('3 expectations: 1 passed, 2 failed')).toBeVisible();
  await expectNoSeriousAxe(page);
});

test('the first pipeline’s suite is imported as it is, its illegal escape named by line and column', async ({
  desk,
}) => {
  const { page } = desk;
  await openChecked(desk, sample);
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Choose a suite' });
  await dialog
    .getByLabel('Suite file')
    .setInputFiles({ name: 'suite.json', mimeType: 'application/json', buffer: Buffer.from(firstSuite) });
  const lines = firstSuite.split('\n');
  const line = lines.findIndex((each) => each.includes(String.raw`\s`));
  const column = lines[line]!.indexOf(String.raw`\s`);
  await expect(dialog.getByRole('button', { name: `Line ${line + 1}, column ${column + 1}` })).toBeVisible();
  for (const sentence of Object.values(rules)) {
    await expect(dialog.getByRole('listitem').filter({ hasText: sentence })).toBeVisible();
  }
  await expectNoSeriousAxe(page);
  await dialog.getByRole('button', { name: 'Take the corrected text' }).click();
  await expect(dialog.getByRole('button', { name: /^Line / })).toHaveCount(0);
  await expect(dialog.getByRole('textbox', { name: 'The suite’s JSON' })).toHaveValue(
    firstSuite.replace(String.raw`\s`, String.raw`\\s`),
  );
  await useSuite(dialog);
  await expect(row(page, rules.letters)).toContainText('as last time');
});

test('a suite that is refused says every problem with its place, and cannot be used', async ({ desk }) => {
  const { page } = desk;
  await openChecked(desk, sample);
  const dialog = await importText(
    page,
    '{"name": "x", "expectations": [{"type": "expect_foo"}, {"type": "expect_column_values_to_not_be_null"}]}',
  );
  const refusal = dialog.getByRole('alert');
  await expect(refusal).toContainText('Expectation 1 expect_foo');
  await expect(refusal).toContainText('Expectation 2 expect_column_values_to_not_be_null');
  await expect(dialog.getByRole('button', { name: 'Use this suite and check' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'The suite’s JSON' }).fill('{\n  "name": "x",\n  "expectations": [,]\n}');
  await expect(refusal.getByRole('button', { name: /^Go to line 3, column \d+$/ })).toBeVisible();
});

test(`an expectation is added with its count beside it, and saved${whyNoMtsamples}`, async ({ desk }) => {
  test.skip(!haveMtsamples, whyNoMtsamples);
  const { page } = desk;
  const source = await desk.write('mtsamples.csv', mtsamples('mtsamples.csv'));
  const suite = await desk.write('tried.json', JSON.stringify(transcriptionNotEmpty));
  const words = failWords(countsOf(await validated(desk, source, '--suite', suite), 'transcription must not be empty'));
  await openChecked(desk, source);
  await page.getByRole('button', { name: 'Add…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add an expectation' });
  await dialog.getByRole('combobox', { name: 'Expectation' }).fill('not empty');
  await page.getByRole('option', { name: /must not be empty/ }).click();
  await dialog.getByRole('combobox', { name: 'Column' }).fill('transcription');
  await page.getByRole('option', { name: 'transcription' }).click();
  await expect(dialog.getByRole('region', { name: 'What it would find' })).toContainText(words);
  await expectNoSeriousAxe(page);
  await giveReason(dialog);
  await dialog.getByRole('button', { name: 'Save and check again' }).click();
  await expect(row(page, 'transcription must not be empty')).toContainText(words);
  await expect(row(page, rules.letters)).toContainText('as last time');
  await expect(row(page, 'transcription must not be empty')).toHaveAttribute('aria-selected', 'true');
});

test('an expectation is edited: what is still wrong is not tried, what is right is counted and kept', async ({
  desk,
}) => {
  const { page } = desk;
  const regex = '^[A-Za-z\\s/.-]+$';
  const wider = {
    name: 'wider',
    expectations: [
      { type: 'expect_column_values_to_match_regex', kwargs: { column: 'medical_specialty', regex, mostly: 0.9 } },
    ],
  };
  const truth = await validated(desk, sample, '--suite', await desk.write('wider.json', JSON.stringify(wider)));
  const { sentence } = truth.results[0]!.meta;
  await openChecked(desk, sample);
  await row(page, rules.letters).click();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Edit the expectation' });
  const found = dialog.getByRole('region', { name: 'What it would find' });
  const pattern = dialog.getByRole('textbox', { name: 'Regex' });
  await pattern.fill('');
  await expect(found).toContainText('Fill in what is needed');
  await dialog.getByRole('button', { name: 'Save and check again' }).click();
  await expect(dialog.getByText('This is needed.')).toBeVisible();
  await pattern.fill('^[A-Za-z');
  await expect(found).toContainText('It could not run');
  await pattern.fill(regex);
  await dialog.getByRole('button', { name: /^More/ }).click();
  await dialog.getByRole('textbox', { name: 'Share that must pass, as a number' }).fill('0.9');
  await expect(found).toContainText(failWords(countsOf(truth, sentence)));
  await dialog.getByText('Critical', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('Asked for by the registry.');
  await giveReason(dialog);
  await dialog.getByRole('button', { name: 'Save and check again' }).click();
  await expect(row(page, sentence)).toContainText(failWords(countsOf(truth, sentence)));
  await expect(row(page, sentence)).toContainText('Critical');
  await expect(row(page, sentence)).toContainText('Asked for by the registry.');
});

test('what could not run stands first, apart and loud, with what to do and three ways out', async ({ desk }) => {
  const { page } = desk;
  await openChecked(desk, sample);
  const missing = {
    name: 'missing',
    expectations: [
      ...bronzeValidation.expectations,
      { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'patient' } },
    ],
  };
  await useSuite(await importText(page, JSON.stringify(missing)));
  const apart = page.getByRole('grid', { name: 'Could not run' });
  await expect(page.getByRole('grid').first()).toHaveAccessibleName('Could not run');
  const stuck = apart.getByRole('row', { name: 'patient must not be empty' });
  await expect(stuck).toContainText('The table has no column patient.');
  await expect(stuck).toContainText('Correct the name in the suite');
  await expect(page.getByText('1 could not run')).toBeVisible();
  await expectNoSeriousAxe(page);
  await stuck.getByRole('button', { name: 'Edit…' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit the expectation' })).toContainText('It could not run');
  await page.keyboard.press('Escape');
  await stuck.getByRole('button', { name: 'Remove…' }).click();
  const removal = page.getByRole('dialog', { name: 'Remove the expectation' });
  await expect(removal).toContainText('no longer be checked for:patient must not be empty');
  await expect(removal).toContainText('It would release no record.');
  await giveReason(removal);
  await removal.getByRole('button', { name: 'Remove and check again' }).click();
  await expect(apart).toHaveCount(0);
  await expect(page.getByText('3 expectations: 1 passed, 2 failed')).toBeVisible();
});

test('a failing count leads to its rows in Review', async ({ desk }) => {
  const { page } = desk;
  const { failing } = countsOf(await validated(desk, sample), rules.letters);
  await openChecked(desk, sample);
  await row(page, rules.letters)
    .getByRole('button', { name: `${failing} rows to review` })
    .click();
  await expect(page).toHaveURL(/#\/review\/[^/]+$/);
  await expect(page.getByRole('main', { name: 'Review' })).toContainText(`${failing} of `);
});

test('the suite is exported in both generations, and reads back as it was', async ({ desk }) => {
  const { page } = desk;
  await openChecked(desk, sample);
  for (const [name, key] of [
    ['Export for Great Expectations 1.x', 'name'],
    ['Export for Great Expectations before 1.0', 'expectation_suite_name'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Suite', exact: true }).click();
    await page.getByRole('menuitem', { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('bronze_validation.json');
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain(`"${key}": "bronze_validation"`);
    expect(parseSuite(text).suite).toEqual(bronzeValidation);
  }
});

test('all of it by keyboard: check, move, add, remove, choose the earlier suite, go to the rows', async ({ desk }) => {
  const { page } = desk;
  await openChecks(desk, sample);
  await page.keyboard.press('c');
  await checkIsOver(page);

  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Expectation' })).toBeFocused();
  await page.keyboard.type('not empty');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const column = page.getByRole('combobox', { name: 'Column' });
  await expect(column).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(column).toBeFocused();
  await page.keyboard.type('keywords');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What it would find' })).toContainText(/\d+ of \d+ fail/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('Keywords are searched by');
  await page.keyboard.press('Control+Enter');
  const added = row(page, 'keywords must not be empty');
  await expect(added).toHaveAttribute('aria-selected', 'true');

  await expect(added).toBeFocused();
  await page.keyboard.press('Home');
  await expect(row(page, rules.notEmpty)).toBeFocused();
  await page.keyboard.press('j');
  await expect(row(page, rules.letters)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(added).toBeFocused();

  await page.keyboard.press('Delete');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('Keywords are optional');
  await expect(page.getByText(/^It would release \d+ records?, quarantined for nothing else\.$/)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(added).toHaveCount(0);
  await expect(row(page, rules.letters)).toBeFocused();

  await page.keyboard.press('s');
  const known = page.getByRole('radiogroup', { name: /^Known suites/ });
  await expect(known.getByRole('radio', { name: /built in/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(known.getByRole('radio', { name: /4 expectations/ })).toBeChecked();
  await expect(page.getByRole('region', { name: 'What the suite says' })).toContainText('keywords must not be empty');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('They were right after all');
  await page.keyboard.press('Control+Enter');
  await expect(added).toBeVisible();

  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(row(page, rules.letters)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/review\/[^/]+$/);

  await page.keyboard.press('Alt+5');
  const told = page.getByRole('row', { name: /They were right after all/ });
  await expect(told).toContainText('suite bronze_validation (');
});
