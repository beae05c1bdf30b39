/** One source and one suite through the desk and through real Spark, and what each made of them held side by side. */
import { join } from 'node:path';
import type { ValidationResult } from '../../../electron/contract/check.ts';
import { sparkMarks, sparkSummarySchema, type SparkPlan } from '../../../electron/contract/spark.ts';
import type { Input, Output } from '../../../electron/contract/methods.ts';
import { runScript } from '../../../electron/hosts/cli/spark-process.ts';
import { actor, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { installSpark } from './start-spark.ts';

export type Counts = Output<'spark.judge'>['counts'];

export interface SparkRunOfPlan {
  readonly plan: SparkPlan;
  readonly folder: string;
  readonly counts: Counts;
  readonly validation: ValidationResult;
  readonly seconds: number;
}

let runs = 0;

/** Plans and runs; `target` is a folder of its own, so that the desk's publish never shares it. */
export async function runInSpark(
  desk: Desk,
  input: Partial<Input<'spark.plan'>> & Pick<Input<'spark.plan'>, 'source'>,
  master = 'local[2]',
  conf: readonly string[] = [],
): Promise<SparkRunOfPlan> {
  runs += 1;
  const folder = join(desk.files, `spark-plan-${runs}`);
  const { plan, script } = await desk.engine.call('spark.plan', {
    target: join(desk.files, `spark-bronze-${runs}`),
    out: folder,
    ...input,
  });
  const began = performance.now();
  const summary = await runScript(
    {
      program: await installSpark(),
      master,
      conf: [
        'spark.ui.enabled=false',
        'spark.sql.shuffle.partitions=2',
        'spark.driver.bindAddress=127.0.0.1',
        'spark.driver.host=127.0.0.1',
        ...conf,
      ],
      folder,
      script,
      env: process.env,
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
    sparkMarks,
  );
  const seconds = (performance.now() - began) / 1_000;
  const judged = await desk.engine.call('spark.judge', {
    plan: folder,
    summary: sparkSummarySchema.parse(JSON.parse(summary)),
  });
  return { plan, folder, ...judged, seconds };
}

export interface DeskRun {
  readonly load: string;
  readonly publish: string;
  readonly quarantine: string;
  readonly counts: Counts;
  readonly validation: ValidationResult;
  readonly seconds: number;
}

export async function runInDesk(
  desk: Desk,
  source: Input<'load.start'>['source'],
  suite: object | undefined,
  more: Partial<Input<'publish.run'>> = {},
): Promise<DeskRun> {
  const began = performance.now();
  const { load } = await desk.engine.call('load.start', { source, actor, again: true });
  const checked = await desk.engine.call('check.run', {
    load: load.id,
    actor,
    ...(suite === undefined ? {} : { suite: JSON.stringify(suite) }),
  });
  const { publish } = await desk.publish(load.id, { with_quarantine: true, ...more });
  const seconds = (performance.now() - began) / 1_000;
  const { receipt } = checked;
  return {
    load: load.id,
    publish: publish.path,
    quarantine: publish.path.replace(/(ingest_\d+)$/, 'quarantine/$1'),
    counts: {
      records: receipt.records,
      rejects: receipt.rejects,
      clean: receipt.clean,
      corrected: receipt.corrected,
      waived: receipt.waived,
      excluded: receipt.excluded,
      quarantined: receipt.quarantined,
      repaired_records: receipt.repaired_records,
      repaired_rejects: receipt.repaired_rejects,
    },
    validation: checked.validation,
    seconds,
  };
}

/** What both must say of each expectation: success and counts, or what was observed. Lists of examples are the desk's alone. */
export function verdicts({ results }: ValidationResult) {
  return results.map(({ success, result, meta }) => ({
    sentence: meta.sentence,
    success,
    could_not_run: meta.could_not_run,
    ...Object.fromEntries(
      ['element_count', 'unexpected_count', 'missing_count', 'unexpected_percent', 'observed_value', 'details']
        .filter((key) => key in result)
        .map((key) => [key, result[key]]),
    ),
  }));
}

const files = (folder: string): string =>
  `read_parquet(${literally(folder)} || '/**/*.parquet', hive_partitioning = true, hive_types_autocast = false, union_by_name = true)`;

/** How many rows one has and the other has not, both ways; every row counts as often as it is there. */
export async function differences(
  one: string,
  other: string,
  columns: readonly string[],
): Promise<{ onlyFirst: number; onlySecond: number; rows: number }> {
  const list = columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
  const a = `SELECT ${list} FROM ${files(one)}`;
  const b = `SELECT ${list} FROM ${files(other)}`;
  const [row] = await query<{ a: string; b: string; n: string }>(
    `SELECT (SELECT count(*) FROM (${a} EXCEPT ALL ${b})) AS a, (SELECT count(*) FROM (${b} EXCEPT ALL ${a})) AS b, (SELECT count(*) FROM (${a})) AS n`,
  );
  return { onlyFirst: Number(row?.a), onlySecond: Number(row?.b), rows: Number(row?.n) };
}

/** The columns that both publishes must have equal, row for row. */
export const sharedColumns = (plan: SparkPlan): string[] => [...plan.columns.map(({ name }) => name), '_review_state'];
