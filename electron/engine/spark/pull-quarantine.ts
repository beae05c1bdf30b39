/** `spark.pull`: what a run held back becomes a load like any other, its records checked by the rules that look at one. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import { findExpectation } from '../checks/registry.ts';
import { runCheck } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import { newId } from '../ids.ts';
import type { LandedFile } from '../intake/landing-place.ts';
import { landSource, loadLanded } from '../intake/run-load.ts';
import { bronzePlace } from '../publish/open-place.ts';
import { addressHere } from './address-here.ts';
import { landRejects } from './land-rejects.ts';
import { readPlan } from './plan-file.ts';
import { copyQuarantine, keyColumn } from './pull.sql.ts';
import { runPlace } from './run-place.ts';

/** Throws NOT_FOUND where what the run held back is not on this machine, SOURCE_EMPTY where it held nothing back. */
export async function pullQuarantine(
  input: ParsedInput<'spark.pull'>,
  context: CallContext,
): Promise<Output<'spark.pull'>> {
  const folder = context.offered.require(input.plan);
  const plan = await readPlan(folder);
  if (plan.columns.some(({ name }) => name === keyColumn)) throw keyTaken();
  const copies = join(context.workspace.staging, newId());
  await mkdir(copies);
  try {
    const quarantine = await filesOf(plan.quarantine, input.quarantine, copies, context);
    const rejects = await filesOf(plan.rejects, input.rejects, copies, context);
    const source = join(folder, 'quarantine.parquet');
    const columns = plan.columns.map(({ name }) => name);
    await context.db.read(
      (connection) => connection.run(copyQuarantine(quarantine, columns, plan.id, source)),
      context.signal,
    );
    const { load } = await loadLanded({ actor: input.actor, again: false }, context, async (staging, onFormat) => {
      const records = await landSource({ paths: [source] }, staging, context, onFormat);
      const landed = [
        ...records.map((file) => ({ ...file, columns: withSourceNames(file.columns, plan) })),
        ...(await context.db.read(
          (connection) => landRejects(connection, plan, rejects, staging, records.length),
          context.signal,
        )),
      ];
      refuseEmpty(landed, plan);
      return landed;
    });
    const suite = ofSingleRecords(plan.suite);
    return await runCheck(
      { load: load.id, actor: input.actor, suite: JSON.stringify(suite), result_format: 'SUMMARY' },
      context,
    );
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}

/** The Parquet files of one of a run's folders, on this machine. */
async function filesOf(
  written: string,
  named: string | undefined,
  copies: string,
  context: CallContext,
): Promise<string[]> {
  const address = named ?? addressHere(written);
  if (address === null) throw notThere(written);
  const folder = context.offered.require(address);
  const place = runPlace(context, folder);
  try {
    const files = await place.list(folder);
    if (files.length === 0) throw notThere(folder);
    const local: string[] = [];
    for (const file of files) local.push(await place.fetch(folder, file, copies));
    return local;
  } catch (error) {
    throw bronzePlace(context, folder).explain(error, false);
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

function refuseEmpty(landed: readonly LandedFile[], { id }: SparkPlan): void {
  if (landed.some(({ tally }) => tally.records + tally.rejects > 0)) return;
  throw new DeskError('SOURCE_EMPTY', `The run of ${id} held nothing back, so there is nothing to review.`, {
    plan: id,
  });
}

function notThere(address: string): DeskError {
  return new DeskError(
    'NOT_FOUND',
    `What the run held back is not at ${address} on this machine. Run the plan first; or copy quarantine and rejects here and name them with --quarantine and --rejects.`,
    { address },
  );
}

function keyTaken(): DeskError {
  return new DeskError(
    'INVALID_INPUT',
    `The source has a column ${keyColumn}, which a pulled record is known by. Rename it in the source, then plan and run again.`,
  );
}
