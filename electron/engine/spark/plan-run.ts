/**
 * `spark.plan`: the source's dialect, the suite and the bronze layout made into one Spark SQL script that needs nothing of
 * ours where it runs. What Spark could not do with the same outcome is refused here, by name.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import { bronzeValidation } from '../checks/builtin-suite.ts';
import { parseSuite } from '../checks/suite/parse-suite.ts';
import type { CallContext } from '../context.ts';
import { newId } from '../ids.ts';
import { makeFolder } from '../make-folder.ts';
import { ingestDate } from '../publish/bronze-columns.ts';
import { askSpark } from './ask-spark.ts';
import { planSources } from './plan-sources.ts';
import { planName, readPlan, scriptName } from './plan-file.ts';
import { scriptStatements } from './script.sql.ts';
import { scriptText } from './script-text.sql.ts';

export async function planSpark(input: ParsedInput<'spark.plan'>, context: CallContext): Promise<Output<'spark.plan'>> {
  const out = context.offered.require(input.out);
  const suite = input.suite === undefined ? bronzeValidation : parseSuite(input.suite).suite;
  const sources = await planSources(input, context);
  const now = new Date();
  const asked = await askSpark(suite, sources.columns, now, context);
  refusePartition(
    input.partition_by,
    sources.columns.map(({ name }) => name),
  );
  const supersedes = await supersededBy(input, context);
  const id = newId(now);
  const target = input.target.replace(/\/+$/, '');
  const name = `ingest_${Math.floor(now.getTime() / 1_000)}`;
  const plan: SparkPlan = {
    format: 'bronze-desk-spark-plan/1',
    id,
    planned_at: now.toISOString(),
    app_version: context.appVersion,
    suite,
    columns: [...sources.columns],
    sources: [...sources.read],
    partition_by: input.partition_by,
    compression: input.compression,
    patch: input.patch ?? null,
    supersedes: supersedes?.publish ?? null,
    publish: `${target}/${name}`,
    quarantine: `${target}/quarantine/${name}`,
    rejects: `${target}/rejects/${name}`,
    summary: `${target}/summary/${name}`,
    steps: [],
  };
  const statements = scriptStatements({ plan, views: sources.views, ...asked });
  const steps = statements.flatMap(({ step }) => (step === undefined ? [] : [step]));
  const planned = { ...plan, steps };
  await prepareOut(out);
  const script = join(out, scriptName);
  await writeFile(script, scriptText(planned, statements), { flag: 'wx' });
  await writeFile(join(out, planName), `${JSON.stringify(planned, null, 2)}\n`, { flag: 'wx' });
  return { script, plan: planned };
}

/** Throws INVALID_INPUT where what was decided about the earlier run would be undone by the way. */
async function supersededBy(
  { supersedes, patch }: ParsedInput<'spark.plan'>,
  context: CallContext,
): Promise<SparkPlan | undefined> {
  if (supersedes === undefined) return undefined;
  const plan = await readPlan(context.offered.require(supersedes));
  if (plan.patch === null || patch !== undefined) return plan;
  throw new DeskError(
    'INVALID_INPUT',
    `The plan ${plan.id} has the decisions of ${plan.patch} laid over its source, and without them what was excluded would be published. Name that patch for this plan too, or a later one of the same load.`,
    { plan: plan.id, patch: plan.patch },
  );
}

async function prepareOut(out: string): Promise<void> {
  await makeFolder(out);
  if ((await readdir(out)).length === 0) return;
  throw new DeskError(
    'INVALID_INPUT',
    `The folder ${out} is not empty. Name a new one with --out, so that a plan is never mixed with another.`,
    { out },
  );
}

function refusePartition(partitionBy: readonly string[], columns: readonly string[]): void {
  const unknown = partitionBy.find((name) => name !== ingestDate && !columns.includes(name));
  if (unknown !== undefined) {
    throw new DeskError(
      'INVALID_INPUT',
      `There is no column ${unknown} to partition by. Name columns of the source, or ${ingestDate}.`,
      { column: unknown },
    );
  }
  // In a column's name Spark spells what it would in a value, and other readers only read values back. What begins with a
  // dot it takes for hidden, and passes by.
  const escaped = partitionBy.find((name) => !/^(?!\.)[\p{L}\p{N}_.-]+$/u.test(name));
  if (escaped === undefined) return;
  throw new DeskError(
    'INVALID_INPUT',
    `Spark would spell the column “${escaped}” otherwise in the names of folders, and not every reader takes that back; or it would not see folders of that name. Partition by a column whose name is of letters, digits, _, . and -, and does not begin with a dot, or publish in the desk.`,
    { column: escaped },
  );
}
