/** The steps from a file to bronze, as a person takes them with either kind of hands. */
import type { Locator, Page } from '@playwright/test';
import { chooseFolder, openFile, saveIn } from './choose-paths.ts';
import { expect, type Desk } from './desk.ts';
import type { Hands } from './hands.ts';

export const who = 'Marta Keller';

export const receiptOf = (page: Page): Locator => page.getByLabel(/^Receipt:/).first();
const inspectorOf = (page: Page): Locator => page.getByRole('article', { name: 'Record inspector' });
const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const previewOf = (page: Page): Locator => dialogOf(page).getByRole('region', { name: 'Preview' });
const gridOf = (page: Page): Locator => page.getByRole('grid', { name: 'Records' });
const act = (page: Page, name: string | RegExp): Locator => page.getByRole('main').getByRole('button', { name });

const decision = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('toolbar', { name: 'Decisions' }).getByRole('button', { name });

export interface Steps {
  readonly beginWithSample: () => Promise<void>;
  readonly load: (name: string) => Promise<void>;
  readonly check: () => Promise<void>;
  readonly goTo: (place: Place) => Promise<void>;
  readonly chooseFamily: (value: string) => Promise<void>;
  readonly fixFamily: (value: string, records: number) => Promise<void>;
  /** The answer is the record's first line. */
  readonly waiveOne: (lastDay: LastDay) => Promise<number>;
  readonly excludeOne: () => Promise<number>;
  readonly undo: (what: string) => Promise<void>;
  readonly repairFirstReject: (more: string) => Promise<void>;
  readonly editFirst: (value: string) => Promise<number>;
  readonly chooseTarget: (name: string) => Promise<void>;
  /** The answer is where it lies. */
  readonly publish: (said: string) => Promise<string>;
  readonly readOperations: () => Promise<Operation[]>;
  readonly verify: () => Promise<Trail>;
  readonly exportTrail: (name: string) => Promise<void>;
}

/** As the table of operations shows it. */
export interface Operation {
  readonly what: string;
  readonly cells: number;
  readonly why: string;
}

/** As the window says it after verifying. */
export interface Trail {
  readonly events: number;
  readonly head: string;
}

export interface LastDay {
  readonly text: string;
  readonly keys: string;
}

const places = ['Loads', 'Checks', 'Review', 'Publish', 'Audit'] as const;
export type Place = (typeof places)[number];

export function stepsOf(desk: Desk, hands: Hands): Steps {
  const { page } = desk;

  const giveReason = async (reason: string): Promise<void> => {
    await hands.write(dialogOf(page).getByLabel('Reason'), reason);
    await expect(dialogOf(page).getByLabel('Signed')).toHaveValue(who);
    await expect(previewOf(page)).toHaveAttribute('aria-busy', 'false');
    await hands.press(dialogOf(page).locator('button[type="submit"]'), 'Control+Enter');
    await expect(dialogOf(page)).toBeHidden();
  };

  const lineShown = async (): Promise<number> => {
    await expect(inspectorOf(page).locator('[aria-busy]').first()).toHaveAttribute('aria-busy', 'false');
    const head = await inspectorOf(page)
      .getByText(/^Record [\d,]+ · lines? [\d,]+/)
      .innerText();
    return numberIn(/lines? ([\d,]+)/.exec(head)?.[1]);
  };

  return {
    async beginWithSample() {
      await hands.write(page.getByRole('textbox', { name: 'Your name' }), who);
      await hands.press(page.getByRole('button', { name: 'Load the sample' }));
      await expect(page.getByRole('article')).toContainText(`by ${who}`);
    },
    async load(name) {
      await hands.press(page.getByRole('button', { name: 'Choose files…' }), 'o');
      await openFile(desk, name, hands);
      await hands.press(page.getByRole('button', { name: `Load ${name}` }), 'Enter');
      await expect(page.getByRole('option', { name, selected: true })).toBeVisible();
      await expect(page.getByRole('button', { name: `Choose a load: now ${name}` })).toBeVisible();
    },
    async check() {
      await hands.press(act(page, 'Check it now'), 'c');
      await expect(act(page, /^Review the [\d,]+ in quarantine/)).toBeVisible();
    },
    async goTo(place) {
      const link = page
        .getByRole('navigation', { name: 'Places' })
        .getByRole('link', { name: new RegExp(`^${place}`) });
      await hands.press(link, `Alt+${places.indexOf(place) + 1}`);
      await expect(page.getByRole('main', { name: place })).toBeVisible();
    },
    async chooseFamily(value) {
      const families = page.getByRole('region', { name: 'Families', exact: true });
      await expect(families.getByRole('button').first()).toBeVisible();
      const more = families.getByRole('button', { name: /^Show \d+ more/ });
      if (await more.isVisible()) await hands.press(more);
      const family = families.getByRole('button').filter({ hasText: value });
      // One is led there from a family that was decided; pressed again it would be left.
      if ((await family.getAttribute('aria-pressed')) !== 'true') await hands.press(family);
      await expect(family).toHaveAttribute('aria-pressed', 'true');
      await expect(inspectorOf(page).getByRole('list', { name: 'Findings' })).toContainText(value);
    },
    async fixFamily(value, records) {
      const chosen = page.getByRole('region', { name: 'Families', exact: true }).getByRole('button', { pressed: true });
      const fixed = await chosen.innerText();
      await hands.press(decision(page, /^Fix all/), 'f');
      await hands.write(dialogOf(page).getByLabel('New value'), value);
      await expect(previewOf(page)).toContainText(`clears ${records}`);
      await expect(previewOf(page)).toContainText('still failing 0');
      await expect(previewOf(page)).toContainText('newly failing 0');
      await giveReason('the clinic writes it out');
      // One is led on to the next family.
      await expect(chosen).not.toHaveText(fixed);
    },
    async waiveOne({ text, keys }) {
      const line = await lineShown();
      await hands.press(inspectorOf(page).getByRole('button', { name: 'Waive…' }));
      await hands.write(dialogOf(page).getByLabel('Last day (optional)'), text, keys);
      await expect(previewOf(page)).toContainText('1 record would be waived');
      await giveReason('the ward asked for it');
      return line;
    },
    async excludeOne() {
      const line = await lineShown();
      await hands.press(inspectorOf(page).getByRole('button', { name: 'Exclude…' }));
      await giveReason('a test record of the vendor');
      return line;
    },
    async undo(what) {
      await hands.press(decision(page, `Undo “${what}”`), 'Control+Z');
      await expect(dialogOf(page)).toHaveAccessibleName(`Undo “${what}”`);
      await giveReason('it is a real one after all');
    },
    async repairFirstReject(more) {
      const modes = page.getByRole('radiogroup', { name: 'What is reviewed' });
      await hands.choose(modes, /^Rejects/);
      await expect(inspectorOf(page)).toContainText('it has 4 fields where 6 fields are expected');
      await hands.press(decision(page, 'Repair…'), 'e');
      const text = dialogOf(page).getByLabel('Text of the reject');
      await hands.write(text, `${await text.inputValue()}${more}`);
      await expect(previewOf(page)).toContainText('It becomes 1 record, and every check passes.');
      await giveReason('the two last fields were cut off');
      await hands.choose(modes, /^Records/);
    },
    async editFirst(value) {
      const line = await lineShown();
      const failing = gridOf(page).locator('[aria-rowindex="2"] [role="gridcell"][aria-invalid="true"]').first();
      await hands.open(failing, 'e');
      await hands.write(page.getByRole('textbox', { name: 'New value of medical_specialty' }), value);
      await page.keyboard.press('Enter');
      await giveReason('as the letter to the patient says');
      return line;
    },
    async chooseTarget(name) {
      await desk.target(name);
      await hands.press(act(page, 'Choose the bronze folder…'));
      await chooseFolder(desk, name, hands);
    },
    async publish(said) {
      await hands.press(act(page, /^Publish [\d,]+ rows/), 'p');
      await expect(page.getByText(said)).toBeVisible();
      const path = page.getByRole('main').getByText(/[/\\]ingest_\d+(-\d+)?$/);
      return (await path.first().innerText()).trim();
    },
    async readOperations() {
      await hands.press(decision(page, 'Operations…'));
      const rows = dialogOf(page).getByRole('table', { name: 'Operations' }).locator('tbody').getByRole('row');
      await expect(rows.first()).toBeVisible();
      const operations = await Promise.all((await rows.all()).map(readOperation));
      await page.keyboard.press('Escape');
      await expect(dialogOf(page)).toBeHidden();
      return operations;
    },
    async verify() {
      await hands.press(act(page, 'Verify the trail'), 'v');
      const verdict = page.getByRole('status').filter({ hasText: 'are intact' });
      const words = await verdict.getByText(/^All [\d,]+ events/).innerText();
      const head = await verdict.getByText(/^[0-9a-f]{64}$/).innerText();
      return { events: numberIn(/[\d,]+/.exec(words)?.[0]), head: head.trim() };
    },
    async exportTrail(name) {
      await hands.press(act(page, 'Export…'), 'x');
      await hands.press(page.getByRole('menuitem', { name: /JSON lines/ }));
      await saveIn(desk, name, hands);
      await expect(page.getByText(/^Exported [\d,]+ events to/)).toBeVisible();
    },
  };
}

async function readOperation(row: Locator): Promise<Operation> {
  const [, what = '', cells = '', why = ''] = await row.getByRole('cell').allInnerTexts();
  return { what, cells: cells === '' ? 0 : numberIn(cells), why };
}

export const numberIn = (text = ''): number => Number(text.replaceAll(',', ''));
