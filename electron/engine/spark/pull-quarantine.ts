/** `spark.pull`: what a run held back becomes a load like any other, checked by the rules that look at one record. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../../contract/check.ts';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { findExpectation } from '../checks/registry.ts';
import { runCheck } from '../checks/run-check.ts';
import type { CallContext } from '../context.ts';
import { runLoad } from '../intake/run-load.ts';
import { readPlan } from './plan-file.ts';
import { copyQuarantine, keyColumn } from './review.sql.ts';

/** Throws NOT_FOUND where the run's quarantine is not on this machine, SOURCE_EMPTY where it holds nothing back. */
export async function pullQuarantine(
  input: ParsedInput<'spark.pull'>,
  context: CallContext,
): Promise<Output<'spark.pull'>> {
  const folder = context.offered.require(input.plan);
  const plan = await readPlan(folder);
  const quarantine = context.offered.require(input.quarantine ?? localPath(plan.quarantine));
  const columns = plan.columns.map(({ name }) => name);
  if (!existsSync(quarantine)) throw notThere(quarantine);
  if (columns.includes(keyColumn)) throw keyTaken();
  const source = join(folder, 'quarantine.parquet');
  await context.db.read((connection) => connection.run(copyQuarantine(quarantine, columns, source)), context.signal);
  const { load } = await runLoad({ source: { paths: [source] }, actor: input.actor, again: false }, context);
  const suite = ofSingleRecords(plan.suite);
  return runCheck(
    { load: load.id, actor: input.actor, suite: JSON.stringify(suite), result_format: 'SUMMARY' },
    context,
  );
}

/** A count or a mean over what was held back says nothing of the whole. */
function ofSingleRecords(suite: Suite): Suite {
  const kinds = new Set(['row', 'row-over-table']);
  return {
    ...suite,
    expectations: suite.expectations.filter(({ type }) => kinds.has(findExpectation(type)?.kind ?? '')),
  };
}

function localPath(address: string): string {
  if (address.startsWith('/') || /^[A-Za-z]:[\\/]/.test(address)) return address;
  throw notThere(address);
}

function notThere(address: string): DeskError {
  return new DeskError(
    'NOT_FOUND',
    `The quarantine of that run is not at ${address} on this machine. Run the plan first, or copy it here and name it with --quarantine.`,
    { address },
  );
}

function keyTaken(): DeskError {
  return new DeskError(
    'INVALID_INPUT',
    `The source has a column ${keyColumn}, which a pulled record is known by. Rename it in the source, then plan and run again.`,
  );
}
