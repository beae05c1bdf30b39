/**
 * `spark.pull`: what a run held back becomes a load like any other, its records checked by the rules that look at one. What a
 * load holds already, because decisions made in it were laid over the run, is not taken in twice: that load is checked anew.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { SparkPlan, SparkSummary } from '../../contract/spark.ts';
import { findExpectation } from '../checks/registry.ts';
import { runCheck, type Checked } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import { readingParquet } from '../intake/land-parquet.ts';
import type { LandedFile } from '../intake/landing-place.ts';
import { loadIds } from '../intake/load-store.ts';
import { landSource, loadLanded } from '../intake/run-load.ts';
import { refuseUnaccounted } from './account-run.ts';
import { requireTarget, runFolders } from './address-here.ts';
import { landRejects } from './land-rejects.ts';
import { readPlan } from './plan-file.ts';
import { copyQuarantine, keyColumn, selectHeld } from './pull.sql.ts';
import { bringAll, inCopies, readSummary, type BroughtPart } from './read-back.ts';
import { runPlace } from './run-place.ts';

const outcome = 'Nothing was loaded.';

type HeldBack = Readonly<Record<'quarantine' | 'rejects', BroughtPart>>;

/**
 * Throws NOT_FOUND where this machine does not reach the run, it did not end, or the load its decisions were made in is in
 * another workspace; INVALID_INPUT where that load was checked by another suite and no reason is given; SOURCE_EMPTY where it
 * held nothing back; RECEIPT_UNBALANCED and SOURCE_UNREADABLE where what it held back is not there, or not whole.
 */
export async function pullQuarantine(
  input: ParsedInput<'spark.pull'>,
  context: CallContext,
): Promise<Output<'spark.pull'>> {
  const folder = context.offered.require(input.plan);
  const plan = await readPlan(folder);
  if (plan.columns.some(({ name }) => name === keyColumn)) throw keyTaken();
  const target = context.offered.require(
    requireTarget(input.target, plan, 'what the run held back cannot be brought here'),
  );
  const place = runPlace(context, target, outcome);
  const folders = runFolders(target, plan);
  const summary = await readSummary(place, folders.summary, plan);
  if (summary.quarantined === 0) throw nothingHeldBack(plan);
  return await inCopies(context, async (copies) => {
    const reading = { place, context, outcome };
    const quarantine = await bringAll(folders.quarantine, copies, reading);
    const rejects = await bringAll(folders.rejects, copies, reading);
    const heldBack = { quarantine, rejects };
    refuseUnaccounted(heldBack, summary, outcome);
    const { fresh, reviewed } = await whereHeld(heldBack, plan, summary, context);
    const earlier: Checked[] = [];
    for (const load of reviewed) earlier.push(await checkAs(plan, load, input, context));
    const reviewed_in = [...reviewed];
    if (fresh === 0 && earlier[0] !== undefined) return { ...earlier[0], fresh, reviewed_in };
    const load = await loadHeldBack(join(folder, 'quarantine.parquet'), plan, heldBack, input.actor, context);
    return { ...(await checkAs(plan, load, input, context)), fresh, reviewed_in };
  });
}

interface WhereHeld {
  /** Records and rejects that no load has yet. */
  readonly fresh: number;
  /** Loads that have the others. */
  readonly reviewed: readonly string[];
}

/** Throws RECEIPT_UNBALANCED, and NOT_FOUND where the others are in review in another workspace. */
async function whereHeld(
  heldBack: HeldBack,
  plan: SparkPlan,
  { quarantined }: SparkSummary,
  context: CallContext,
): Promise<WhereHeld> {
  return await context.db.read(async (connection) => {
    const parts: { load: string | null; held: number }[] = [];
    for (const { folder, files } of [heldBack.quarantine, heldBack.rejects])
      parts.push(...(await readingParquet(folder, () => connection.all<(typeof parts)[number]>(selectHeld(files)))));
    const sum = (held: typeof parts): number => held.reduce((total, part) => total + part.held, 0);
    const found = sum(parts);
    if (found !== quarantined) throw otherThanCounted(plan, quarantined, found);
    const reviewed = [...new Set(parts.flatMap(({ load }) => load ?? []))];
    const here = await loadIds(connection);
    const missing = reviewed.find((load) => !here.has(load));
    if (missing !== undefined) throw reviewedElsewhere(plan, missing);
    return { fresh: sum(parts.filter(({ load }) => load === null)), reviewed };
  }, context.signal);
}

/** By the rules of the run. Another suite than its last releases and holds back others, so then somebody says why. */
const checkAs = (
  plan: SparkPlan,
  load: string,
  { actor, reason }: ParsedInput<'spark.pull'>,
  context: CallContext,
): Promise<Checked> =>
  runCheck(
    { load, actor, reason, suite: JSON.stringify(ofSingleRecords(plan.suite)), result_format: 'SUMMARY' },
    context,
  );

/** The id of the load. */
async function loadHeldBack(
  source: string,
  plan: SparkPlan,
  { quarantine, rejects }: HeldBack,
  actor: string,
  context: CallContext,
): Promise<string> {
  const first = !existsSync(source);
  const { load } = await loadLanded({ actor, again: false }, context, async (staging, onFormat) => {
    await writeQuarantine(quarantine, plan, source, context);
    const records = await landSource({ paths: [source] }, staging, context, onFormat);
    return [
      ...records.map((file) => ({ ...file, columns: withSourceNames(file.columns, plan) })),
      ...(await context.db.read(
        (connection) =>
          readingParquet(rejects.folder, () => landRejects(connection, plan, rejects.files, staging, records.length)),
        context.signal,
      )),
    ];
  }).catch(async (error: unknown) => {
    // An earlier pull's may be a load's source.
    if (first) await rm(source, { force: true });
    throw error;
  });
  return load.id;
}

/** Beside the plan, whole or not at all. */
async function writeQuarantine(
  { folder, files }: BroughtPart,
  plan: SparkPlan,
  to: string,
  context: CallContext,
): Promise<void> {
  const writing = `${to}.writing`;
  const columns = plan.columns.map(({ name }) => name);
  try {
    await context.db.read(
      (connection) => readingParquet(folder, () => connection.run(copyQuarantine(files, columns, plan.id, writing))),
      context.signal,
    );
    await rename(writing, to);
  } finally {
    await rm(writing, { force: true });
  }
}

/** JSON is repaired by the keys that its source has. */
const withSourceNames = (columns: LandedFile['columns'], plan: SparkPlan): LandedFile['columns'] =>
  columns.map((column) => ({ ...plan.columns.find(({ name }) => name === column.name), ...column }));

/** A count or a mean over what was held back says nothing of the whole. */
function ofSingleRecords(suite: Suite): Suite {
  const kinds = new Set(['row', 'row-over-table']);
  return {
    ...suite,
    expectations: suite.expectations.filter(({ type }) => kinds.has(findExpectation(type)?.kind ?? '')),
  };
}

function otherThanCounted({ id }: SparkPlan, counted: number, found: number): DeskError {
  return new DeskError(
    'RECEIPT_UNBALANCED',
    `The run of ${id} counted ${counted} quarantined records and rejects, but ${found} are there. Files were changed since. Put back what the run wrote, or remove all of it, then plan and run again. ${outcome}`,
    { counted, found },
  );
}

function reviewedElsewhere({ id }: SparkPlan, load: string): DeskError {
  return new DeskError(
    'NOT_FOUND',
    `The run of ${id} had decisions laid over it that were made in the load ${load}, which holds a part of what was held back and is not in this workspace. Name that workspace with --workspace. ${outcome}`,
    { plan: id, load },
  );
}

function nothingHeldBack({ id }: SparkPlan): DeskError {
  return new DeskError('SOURCE_EMPTY', `The run of ${id} held nothing back, so there is nothing to review.`, {
    plan: id,
  });
}

function keyTaken(): DeskError {
  return new DeskError(
    'INVALID_INPUT',
    `The source has a column ${keyColumn}, which a pulled record is known by. Rename it in the source, then plan and run again.`,
  );
}
