/**
 * The whole loop on one source: load, check, fix a family, waive, exclude, undo, repair, publish, edit, publish again,
 * verify and export. What the window says on the way is noted, to be compared with what lies on the disk.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mtsamples } from '../support/mtsamples.ts';
import { expect, sample, type Desk } from './desk.ts';
import type { Hands } from './hands.ts';
import { numberIn, receiptOf, stepsOf, type Operation, type Steps, type Trail } from './loop-steps.ts';

/** What is known of a source before. */
export interface LoopSource {
  readonly name: string;
  readonly bytes: Buffer;
  readonly records: number;
  readonly rejects: number;
  readonly clean: number;
  /** Records of ` Cardiovascular / Pulmonary`. */
  readonly family: number;
}

export const fixedFamily = ' Cardiovascular / Pulmonary';
export const fixedValue = 'Cardiovascular and Pulmonary';
export const waivedValue = ' SOAP / Chart / Progress Notes';
export const editedValue = 'Progress Notes';

export interface ScreenReceipt {
  readonly records: number;
  readonly rejects: number;
  readonly releasable: number;
  readonly quarantined: number;
  readonly excluded: number;
}

export interface SaidPublish {
  readonly path: string;
  readonly rows: number;
  readonly receipt: ScreenReceipt;
}

/** What the window said. */
export interface Said {
  readonly waivedLine: number;
  readonly excludedLine: number;
  readonly editedLine: number;
  readonly repaired: number;
  readonly publishes: readonly [SaidPublish, SaidPublish];
  /** Newest first. */
  readonly operations: readonly Operation[];
  readonly trail: Trail;
  readonly exported: string;
}

const goldenSchema = z.object({
  'transcriptions.csv': z.object({
    records: z.number(),
    rejects: z.number(),
    builtin_suite: z.object({ clean: z.number() }),
    bad_specialties: z.record(z.string(), z.number()),
  }),
});

export async function sampleSource(): Promise<LoopSource> {
  const text = await readFile(join(sample, '../expected.json'), 'utf8');
  const golden = goldenSchema.parse(JSON.parse(text))['transcriptions.csv'];
  return {
    name: 'transcriptions.csv',
    bytes: await readFile(sample),
    records: golden.records,
    rejects: golden.rejects,
    clean: golden.builtin_suite.clean,
    family: golden.bad_specialties[fixedFamily] ?? 0,
  };
}

/** Counted without the product. */
export const mtsamplesSource = (): LoopSource => ({
  name: 'mtsamples.csv',
  bytes: mtsamples('mtsamples.csv'),
  records: 4_999,
  rejects: 0,
  clean: 3_380,
  family: 372,
});

/** Two fields were cut off from the sample's first reject. */
const cutOff = ',Stable.,urology';

export async function takeWholeLoop(desk: Desk, hands: Hands, source: LoopSource): Promise<Said> {
  const steps = stepsOf(desk, hands);
  await steps.beginWithSample();
  await steps.check();
  await steps.goTo('Review');
  await steps.repairFirstReject(cutOff);
  const isSample = source.bytes.equals(await readFile(sample));
  if (!isSample) await loadAndCheck(desk, steps, source);
  const repaired = isSample ? 1 : 0;
  const start = { records: source.records, rejects: source.rejects, excluded: 0 };
  const waiting = source.records + source.rejects - source.clean - repaired;
  await expectReceipt(desk, { ...start, releasable: source.clean + repaired, quarantined: waiting });

  await steps.goTo('Review');
  await steps.chooseFamily(fixedFamily.trim());
  await steps.fixFamily(fixedValue, source.family);
  await steps.chooseFamily(waivedValue.trim());
  const waivedLine = await steps.waiveOne(lastDay());
  const excludedLine = await steps.excludeOne();
  await steps.excludeOne();
  await steps.undo('1 excluded');
  const releasable = source.clean + repaired + source.family + 1;
  const quarantined = waiting - source.family - 2;
  await expectReceipt(desk, { ...start, releasable, quarantined, excluded: 1 });

  await steps.goTo('Publish');
  await steps.chooseTarget('bronze');
  const first = await publish(desk, steps, releasable, '');
  await steps.goTo('Review');
  const editedLine = await steps.editFirst(editedValue);
  await expectReceipt(desk, { ...start, releasable: releasable + 1, quarantined: quarantined - 1, excluded: 1 });
  const operations = await steps.readOperations();
  await steps.goTo('Publish');
  const second = await publish(desk, steps, releasable + 1, ' It supersedes the publish before it.');

  await steps.goTo('Audit');
  const trail = await steps.verify();
  await steps.exportTrail('trail.jsonl');
  const exported = join(desk.folder, 'trail.jsonl');
  return { waivedLine, excludedLine, editedLine, repaired, publishes: [first, second], operations, trail, exported };
}

async function loadAndCheck(desk: Desk, steps: Steps, { name, bytes }: LoopSource): Promise<void> {
  await desk.write(name, bytes);
  await steps.goTo('Loads');
  await steps.load(name);
  await steps.check();
}

async function publish({ page }: Desk, steps: Steps, rows: number, more: string): Promise<SaidPublish> {
  const path = await steps.publish(`Published ${rows.toLocaleString('en')} rows in 1 file.${more}`);
  const label = await page
    .getByRole('main')
    .getByLabel(/^Receipt:/)
    .getAttribute('aria-label');
  return { path, rows, receipt: receiptIn(label) };
}

async function expectReceipt({ page }: Desk, receipt: ScreenReceipt): Promise<void> {
  await expect
    .poll(async () => receiptIn(await receiptOf(page).getAttribute('aria-label')), { message: 'the receipt' })
    .toEqual(receipt);
}

/** `Receipt: 502 records plus 12 rejects equals 343 releasable plus 171 quarantined, balanced` */
function receiptIn(label: string | null): ScreenReceipt {
  expect(label).toMatch(/, balanced$/);
  const count = (word: string): number => numberIn(new RegExp(`([\\d,]+) ${word}`).exec(label ?? '')?.[1] ?? '0');
  return {
    records: count('records?'),
    rejects: count('rejects?'),
    releasable: count('releasable'),
    quarantined: count('quarantined'),
    excluded: count('excluded'),
  };
}

/** New Year's Day after next: the same keys whichever of day and month the field asks for first. */
function lastDay(): { text: string; keys: string } {
  const year = new Date().getUTCFullYear() + 2;
  return { text: `${year}-01-01`, keys: `0101${year}` };
}
