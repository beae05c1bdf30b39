/** `spark.pull`: what a run held back becomes a load like any other, its records checked by the rules that look at one. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { SparkPlan, SparkSummary } from '../../contract/spark.ts';
import { findExpectation } from '../checks/registry.ts';
import { runCheck } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import { readingParquet } from '../intake/land-parquet.ts';
import type { LandedFile } from '../intake/landing-place.ts';
import { landSource, loadLanded } from '../intake/run-load.ts';
import { refuseUnaccounted } from './account-run.ts';
import { requireTarget, runFolders } from './address-here.ts';
import { landRejects } from './land-rejects.ts';
import { readPlan } from './plan-file.ts';
import { copyQuarantine, keyColumn } from './pull.sql.ts';
import { bringAll, inCopies, readSummary, type BroughtPart } from './read-back.ts';
import { runPlace } from './run-place.ts';

const outcome = 'Nothing was loaded.';

/**
 * Throws CONFLICT for a run with decisions laid over it; NOT_FOUND where this machine does not reach the run, or it did not
 * end; SOURCE_EMPTY where it held nothing back;
 * RECEIPT_UNBALANCED and SOURCE_UNREADABLE where what it held back is not there, or not whole.
 */
export async function pullQuarantine(
  input: ParsedInput<'spark.pull'>,
  context: CallContext,
): Promise<Output<'spark.pull'>> {
  const folder = context.offered.require(input.plan);
  const plan = await readPlan(folder);
  if (plan.columns.some(({ name }) => name === keyColumn)) throw keyTaken();
  if (plan.patch !== null) throw alreadyInReview(plan, plan.patch);
  const target = context.offered.require(
    requireTarget(input.target, plan, 'what the run held back cannot be brought here'),
  );
  const place = runPlace(context, target, outcome);
  const folders = runFolders(target, plan);
  const summary = await readSummary(place, folders.summary, plan);
  if (summary.quarantined === 0) throw nothingHeldBack(plan);
  const source = join(folder, 'quarantine.parquet');
  const fresh = !existsSync(source);
  const load = await inCopies(context, async (copies) => {
    const reading = { place, context, outcome };
    const quarantine = await bringAll(folders.quarantine, copies, reading);
    const rejects = await bringAll(folders.rejects, copies, reading);
    refuseUnaccounted({ quarantine, rejects }, summary, outcome);
    return await loadHeldBack(source, plan, summary, { quarantine, rejects }, input.actor, context);
  }).catch(async (error: unknown) => {
    // An earlier pull's may be a load's source.
    if (fresh) await rm(source, { force: true });
    throw error;
  });
  const suite = JSON.stringify(ofSingleRecords(plan.suite));
  return await runCheck({ load, actor: input.actor, suite, result_format: 'SUMMARY' }, context);
}

/** The id of the load. */
async function loadHeldBack(
  source: string,
  plan: SparkPlan,
  { quarantined }: SparkSummary,
  { quarantine, rejects }: Record<'quarantine' | 'rejects', BroughtPart>,
  actor: string,
  context: CallContext,
): Promise<string> {
  const { load } = await loadLanded({ actor, again: false }, context, async (staging, onFormat) => {
    await writeQuarantine(quarantine, plan, source, context);
    const records = await landSource({ paths: [source] }, staging, context, onFormat);
    const landed = [
      ...records.map((file) => ({ ...file, columns: withSourceNames(file.columns, plan) })),
      ...(await context.db.read(
        (connection) =>
          readingParquet(rejects.folder, () => landRejects(connection, plan, rejects.files, staging, records.length)),
        context.signal,
      )),
    ];
    refuseOthers(landed, quarantined, plan);
    return landed;
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

/** The rows are as many as the run counted; so must those be that wait for somebody. */
function refuseOthers(landed: readonly LandedFile[], quarantined: number, { id }: SparkPlan): void {
  const found = landed.reduce((sum, { tally }) => sum + tally.records + tally.rejects, 0);
  if (found === quarantined) return;
  throw new DeskError(
    'RECEIPT_UNBALANCED',
    `The run of ${id} counted ${quarantined} quarantined records and rejects, but ${found} are there. Files were changed since. Put back what the run wrote, or remove all of it, then plan and run again. ${outcome}`,
    { counted: quarantined, found },
  );
}

/** A second load of the same records would know nothing of what was decided in the first, and its patch would undo that. */
function alreadyInReview({ id }: SparkPlan, patch: string): DeskError {
  return new DeskError(
    'CONFLICT',
    `The run of ${id} had the decisions of ${patch} laid over it. What it still holds back is in the load that this patch was written from: go on there, and write another patch from it, which holds the earlier decisions too. ${outcome}`,
    { plan: id, patch },
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
