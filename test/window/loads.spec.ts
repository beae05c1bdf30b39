import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { withStore } from '../support/store.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../support/mtsamples.ts';
import { openFile } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, sample, test, type Desk } from './desk.ts';
import { dragFiles, dropPath, type DroppedFile } from './drop-files.ts';

const expectedSchema = z.object({
  'transcriptions.csv': z.object({
    sha256: z.string(),
    physical_lines: z.number(),
    record_lines: z.number(),
    reject_lines: z.number(),
    non_record_lines: z.number(),
    records: z.number(),
    rejects: z.number(),
  }),
});

const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Loads, newest first' });
const receiptOf = (page: Page): Locator => page.getByRole('region', { name: 'Receipt' });
const loadButton = (page: Page, name: string): Locator => page.getByRole('button', { name: `Load ${name}` });
const rows = (page: Page): Locator => page.getByRole('region', { name: /^First (\d+ )?row/ }).getByRole('row');
const simple = (rowCount: number): string =>
  `id,note\n${Array.from({ length: rowCount }, (_, row) => `${row},note ${row}\n`).join('')}`;

/** Windows-1252, parted by semicolons, without names. */
const cafe = Buffer.from('1;Caf\xe9;caf\xe9 \x93quoted\x94\n2;Heart;x\n3;Lung;y\n', 'latin1');

async function pickFile(desk: Desk, name: string): Promise<void> {
  await desk.page.keyboard.press('o');
  await openFile(desk, name);
}

async function loadFile(desk: Desk, name: string, content: string | Uint8Array): Promise<void> {
  await desk.write(name, content);
  await pickFile(desk, name);
  await expect(loadButton(desk.page, name)).toBeEnabled();
  await desk.page.keyboard.press('Enter');
  await expect(list(desk.page).getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
}

test('files are dropped anywhere, previewed and loaded, and the receipt has the counted numbers', async ({ desk }) => {
  const { page } = desk;
  const expected = expectedSchema.parse(JSON.parse(await readFile(join(sample, '../expected.json'), 'utf8')))[
    'transcriptions.csv'
  ];
  const drop = await dragFiles(page, { name: 'dropped.csv', content: await readFile(sample) });
  await expect(page.getByText('Drop to see how it would be read')).toBeVisible();
  await expectNoSeriousAxe(page);
  await drop();
  await expect(loadButton(page, 'dropped.csv')).toBeEnabled();
  await expect(page.getByText('Nothing is loaded yet.')).toBeVisible();
  await expect(page.getByText('Column 1 is called column_1: it has no name in the source.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why it is read so' })).toContainText(
    'Comma splits 503 of 515 sampled records into 6 fields.',
  );
  await expectNoSeriousAxe(page);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('button', { name: 'Check it now' })).toBeVisible();
  const { records, rejects, physical_lines: lines, record_lines: recordLines } = expected;
  await expect(receiptOf(page).getByRole('group', { name: 'Records' })).toHaveText(
    `${records} records+${rejects} rejects=${records} not checked+${rejects} quarantined✓`,
  );
  await expect(receiptOf(page).getByRole('group', { name: 'Lines' })).toHaveText(
    `${lines} physical lines=${recordLines - expected.reject_lines} of records+${expected.reject_lines} of rejects+${expected.non_record_lines} others✓`,
  );
  await expect(page.getByText(expected.sha256.slice(0, 24))).toBeVisible();
  await expect(list(page).getByRole('option')).toContainText(
    `${records} records + ${rejects} rejects = ${records} not checked + ${rejects} quarantined ✓`,
  );
  await expectNoSeriousAxe(page);
});

test('what was detected is shown with its evidence, and what a person sets is seen at once and can be taken back', async ({
  desk,
}) => {
  const { page } = desk;
  await desk.write('cafe.csv', cafe);
  await pickFile(desk, 'cafe.csv');
  const encoding = page.getByRole('group', { name: 'Encoding' });
  await expect(encoding.getByRole('combobox')).toHaveValue('Windows-1252');
  await expect(encoding).toContainText('detected');
  await expect(page.getByRole('group', { name: 'Delimiter' }).getByRole('combobox')).toHaveValue('semicolon');
  await expect(page.getByText('Read as Windows-1252, the usual encoding of such files.')).toBeVisible();

  const firstLine = page.getByRole('group', { name: 'First line' });
  await expect(firstLine).toContainText('detected');
  await expect(rows(page).nth(0)).toContainText('column_1column_2column_3');
  await firstLine.getByText('Names').click();
  await expect(firstLine).toContainText('set by you');
  await expect(rows(page).nth(0)).toContainText('1Cafécafé “quoted”');
  await firstLine.getByText('A record').click();
  await expect(rows(page).nth(1)).toContainText('1Cafécafé “quoted”');

  await page.getByRole('group', { name: 'Delimiter' }).getByRole('combobox').click();
  await page.getByRole('option', { name: 'comma' }).click();
  await expect(page.getByRole('group', { name: 'Delimiter' })).toContainText('set by you');
  await expect(rows(page).nth(0)).toHaveText('column_1');
  await page.getByRole('button', { name: 'Delimiter: back to what is detected' }).click();
  await expect(rows(page).nth(1)).toContainText('1Cafécafé “quoted”');

  await loadButton(page, 'cafe.csv').click();
  await expect(receiptOf(page).getByRole('group', { name: 'Records' })).toContainText('3 records=3 not checked');
  const reading = page.getByRole('region', { name: 'How it was read' });
  await expect(reading).toContainText('CSV, Windows-1252, semicolon, quoted with double quote, no header');
});

test('an encoding that cannot be is said in a sentence, and another one mends it', async ({ desk }) => {
  const { page } = desk;
  await desk.write('cafe.csv', cafe);
  await pickFile(desk, 'cafe.csv');
  const encoding = page.getByRole('group', { name: 'Encoding' });
  await encoding.getByRole('combobox').click();
  await page.getByRole('option', { name: 'UTF-16, little end first' }).click();
  await expect(encoding).toContainText('set by you');
  await page.getByRole('button', { name: 'Encoding: back to what is detected' }).click();
  await expect(rows(page).nth(1)).toContainText('Café');
  await expect(loadButton(page, 'cafe.csv')).toBeEnabled();
});

test('what cannot be loaded says so in a sentence, with a way on', async ({ desk }) => {
  const { page } = desk;
  await desk.write('picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await desk.write('empty.csv', '');
  await desk.write('good.csv', simple(3));
  await pickFile(desk, 'picture.csv');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/picture\.csv is .*, not CSV, JSON or Parquet/);
  await expect(loadButton(page, 'picture.csv')).toBeHidden();
  await expectNoSeriousAxe(page);
  await page.getByRole('button', { name: 'Choose another…' }).click();
  await openFile(desk, 'empty.csv');
  await expect(alert).toContainText('empty.csv is empty: it has no bytes at all');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'From a raw file to bronze' })).toBeVisible();

  await pickFile(desk, 'good.csv');
  await expect(loadButton(page, 'good.csv')).toBeEnabled();
  await rm(join(desk.folder, 'good.csv'));
  await loadButton(page, 'good.csv').click();
  await expect(alert).toContainText('There is no file or folder');
  await desk.write('good.csv', simple(3));
  await page.getByRole('button', { name: 'Load it again' }).click();
  await expect(list(page).getByRole('option')).toContainText('3 records = 3 not checked');
});

test('several files are one load or several, one after the other', async ({ desk }) => {
  const { page } = desk;
  const drop = await dragFiles(
    page,
    ...[2, 3, 4].map((count) => ({ name: `part-${count}.csv`, content: Buffer.from(simple(count)) })),
  );
  await drop();
  await expect(page.getByRole('list', { name: 'Files' }).getByRole('button')).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Load 3 files as one' })).toBeVisible();
  await page.getByText('Each on its own').click();
  await page.getByRole('button', { name: 'Load 3 files, one after the other' }).click();
  await expect(list(page).getByRole('option')).toContainText([/part-4/, /part-3/, /part-2/]);
});

test('of a dropped folder all sources are taken, those in its folders too, and nothing else', async ({ desk }) => {
  const { page } = desk;
  await desk.write('ward/a.csv', simple(2));
  await desk.write('ward/june/b.csv', simple(3));
  await desk.write('ward/read me.txt', 'not a source');
  await desk.write('ward/.hidden.csv', simple(4));
  await dropPath(page, join(desk.folder, 'ward'));
  await expect(page.getByRole('list', { name: 'Files' }).getByRole('button')).toContainText([/^a\.csv/, /^b\.csv/]);
  await page.getByRole('button', { name: 'Load 2 files as one' }).click();
  await expect(receiptOf(page)).toContainText('5 records');
});

test('the list is walked by keyboard, and Enter goes on to what there is to do', async ({ desk }) => {
  const { page } = desk;
  for (const [index, name] of ['one.csv', 'two.csv', 'three.csv'].entries()) {
    await loadFile(desk, name, simple(index + 1));
  }
  const chosen = list(page).getByRole('option', { selected: true });
  await list(page).focus();
  await expect(chosen).toContainText('three.csv');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toContainText('two.csv');
  await page.keyboard.press('End');
  await expect(chosen).toContainText('one.csv');
  await page.keyboard.press('ArrowUp');
  await expect(chosen).toContainText('two.csv');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Check it now' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Checked with bronze_validation');
  await expect(page.getByRole('button', { name: 'See what could not run' })).toBeFocused();
  await page.keyboard.press('j');
  await expect(chosen).toContainText('one.csv');
});

test('bytes that were loaded before are asked about', async ({ desk }) => {
  const { page } = desk;
  await loadFile(desk, 'first.csv', simple(5));
  await desk.write('second.csv', simple(5));
  await pickFile(desk, 'second.csv');
  await loadButton(page, 'second.csv').click();
  const question = page.getByRole('alert');
  await expect(question).toContainText(/These bytes were loaded on .* as first\.csv by .*\. Nothing was loaded\./);
  await expectNoSeriousAxe(page);
  await page.getByRole('button', { name: 'Load again anyway' }).click();
  await expect(list(page).getByRole('option')).toContainText([/second\.csv/, /first\.csv/]);
  await expect(page.getByRole('article')).toContainText('Holds bytes that were loaded before');

  await pickFile(desk, 'second.csv');
  await loadButton(page, 'second.csv').click();
  await page.getByRole('button', { name: 'Go to that load' }).click();
  await expect(question).toBeHidden();
  await expect(list(page).getByRole('option')).toHaveCount(2);
});

test('a source that changed since it was loaded is named', async ({ desk }) => {
  const { page } = desk;
  await loadFile(desk, 'moving.csv', simple(5));
  await desk.write('moving.csv', simple(6));
  await page.reload();
  await expect(page.getByText(/has changed since it was loaded\. The load is whole all the same/)).toBeVisible();
});

test('a receipt that does not balance is loud and names the lines', async ({ desk }) => {
  const { page } = desk;
  await loadFile(desk, 'odd.csv', simple(5));
  await desk.stop();
  await withStore(desk.workspace, async (store) => {
    const problem = {
      message: 'The counter found 5 records, but 4 were landed; they part between lines 3 and 4.',
      file: join(desk.folder, 'odd.csv'),
      first_line: 3,
      last_line: 4,
    };
    await store.run('UPDATE load SET landed = 4, problem = $problem', { problem: JSON.stringify(problem) });
  });
  await desk.start();
  await page.goto(desk.url);
  await expect(receiptOf(page).getByRole('alert')).toContainText('This receipt does not balance');
  await expect(receiptOf(page).getByRole('alert')).toContainText('Look at lines 3 to 4 of the source');
  await expect(list(page).getByRole('option')).toContainText('Does not balance');
  await expectNoSeriousAxe(page);
});

test('a line of the list says its whole receipt at 1280', async ({ desk }) => {
  const { page } = desk;
  await desk.stop();
  await desk.command('load', sample);
  await desk.command('check', '--load', 'latest');
  await desk.command('exclude', '--load', 'latest', '--where', 'medical_specialty*=SOAP', '--reason', 'Not ours');
  await desk.start();
  await page.goto(desk.url);
  const receipt = list(page).getByRole('option').getByText('502 records + 12 rejects');
  await expect(receipt).toHaveText(/ releasable \+ \d+ quarantined \+ \d+ excluded ✓$/);
  const cut = await receipt.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(cut).toBe(0);
});

test(`the real MTSamples come in whole${whyNoMtsamples}`, async ({ desk }) => {
  test.skip(!haveMtsamples, whyNoMtsamples);
  const { page } = desk;
  await loadFile(desk, 'mtsamples.csv', mtsamples('mtsamples.csv'));
  await expect(receiptOf(page).getByRole('group', { name: 'Records' })).toContainText(
    '4,999 records=4,999 not checked',
  );
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: 'Review the 1,619 in quarantine' })).toBeVisible();
  await expect(list(page).getByRole('option')).toContainText('4,999 records = 3,380 releasable + 1,619 quarantined ✓');
  await page.keyboard.press('r');
  await expect(page.getByRole('main', { name: 'Review' })).toBeVisible();
});

test('one file that cannot be read does not stop the others, and what is not loaded leaves no copy', async ({
  desk,
}) => {
  const { page } = desk;
  const copies = async (): Promise<string[]> => {
    const folders = await readdir(join(desk.workspace, 'sources'));
    return (await Promise.all(folders.map((each) => readdir(join(desk.workspace, 'sources', each))))).flat().sort();
  };
  const text = (name: string, content: string): DroppedFile => ({ name, content: Buffer.from(content) });
  await (
    await dragFiles(page, text('a.csv', simple(3)), text('doc.pdf', '%PDF-1.7\n%\xe2\n'), text('b.csv', simple(4)))
  )();
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('doc.pdf');
  await expect(refusal).not.toContainText('sources');
  await refusal.getByRole('button', { name: 'Go on with the 2 that can be read' }).click();
  await expect(page.getByRole('button', { name: 'Load 2 files as one' })).toBeEnabled();
  await expect.poll(copies).toEqual(['a.csv', 'b.csv']);
  await page.keyboard.press('Enter');
  await expect(list(page).getByRole('option')).toContainText('a.csv and 1 more');

  await (
    await dragFiles(page, text('names.csv', 'id,note\n'))
  )();
  await expect(page.getByRole('alert')).toContainText('names.csv names its columns and holds no record');
  await expect(loadButton(page, 'names.csv')).toBeDisabled();
  await page.getByRole('button', { name: 'Do not load' }).click();
  await expect.poll(copies).toEqual(['a.csv', 'b.csv']);
});
