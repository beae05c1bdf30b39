/** `spark submit`: runs a plan wherever the cluster is, follows it, and makes a publish of what it wrote. */
import { DeskError, isDeskError } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/methods.ts';
import { sparkMarks, sparkSummarySchema, type SparkSummary } from '../../../contract/spark.ts';
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodeOf } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { findSparkSql, logPath, runScript } from '../spark-process.ts';
import { validationExit, validationWords } from '../validation-words.ts';
import { examples } from './examples.ts';
import { secondsSince, shellWord } from './loading.ts';
import { publishedWords } from './publish-layout.ts';
import { addCommitOptions, commit, countWords, reviewWords, type CommitOptions } from './spark-commit.ts';

interface SparkSubmitOptions extends CommitOptions {
  readonly master: string;
  readonly conf?: readonly string[];
  readonly sparkHome?: string;
}

type Planned = Output<'spark.get'>;

export const addSparkSubmit: AddCommand = (parent, act) => {
  const command = parent
    .command('submit')
    .description('run a plan on a Spark cluster, judge what it found, and make a publish of what it wrote')
    .argument('<plan>', 'the folder that "spark plan" wrote')
    .requiredOption('--master <url>', 'spark://…, yarn, k8s://…, or local[*] for this machine')
    .option('--conf <key=value...>', 'a setting of Spark, such as spark.executor.memory=8g')
    .option('--spark-home <dir>', 'the Spark to run it with (SPARK_HOME, or the spark-sql on the PATH)');
  addCommitOptions(command)
    .addHelpText(
      'after',
      examples(
        'spark submit spark-plan --master "local[*]"',
        'spark submit spark-plan --master spark://head:7077 --conf spark.executor.memory=8g',
      ),
    )
    .action(act<SparkSubmitOptions>('made', submit));
};

async function submit(desk: Desk, options: SparkSubmitOptions, [typed = '']: string[]): Promise<Answer> {
  const folder = desk.offer(typed);
  const planned = await desk.call('spark.get', { plan: folder });
  const startedAt = performance.now();
  // A run takes as long as it takes, and nobody should be kept from the workspace by it.
  await desk.release();
  const text = await run(desk, options, planned, folder);
  const seconds = secondsSince(startedAt);
  const { committed, problem } = await tryCommit(desk, options, folder, typed);
  const judged = committed ?? (await desk.call('spark.judge', { plan: folder, summary: readSummary(text, folder) }));
  const { validation, counts } = judged;
  return {
    json: () => ({
      plan: planned.plan,
      counts,
      validation,
      publish: committed?.publish ?? null,
      seconds,
    }),
    words: (paint) =>
      [
        countWords(counts),
        '',
        validationWords(validation, paint),
        '',
        committed === undefined
          ? `Not published yet, because it has no manifest: ${planned.plan.publish}`
          : publishedWords(committed),
        `${seconds.toFixed(1)} seconds`,
        ...reviewWords(counts, typed),
      ].join('\n'),
    ...(problem === undefined
      ? { exit: validationExit(validation, counts.quarantined) }
      : { problem, exit: exitCodeOf(problem) }),
  };
}

function run(desk: Desk, options: SparkSubmitOptions, { script }: Planned, folder: string): Promise<string> {
  return desk.follow((report) =>
    runScript(
      {
        program: findSparkSql(options.sparkHome === undefined ? undefined : desk.path(options.sparkHome), desk.io.env),
        master: options.master,
        conf: options.conf ?? [],
        folder,
        script,
        env: desk.io.env,
        signal: desk.io.signal,
        onStep: (done, total, phase) => report({ phase, done, total, unit: 'steps' }),
      },
      sparkMarks,
    ),
  );
}

/** The run stands whatever becomes of this: what is in the way is said, and how to go on. */
async function tryCommit(
  desk: Desk,
  options: SparkSubmitOptions,
  folder: string,
  typed: string,
): Promise<{ committed?: Output<'spark.commit'>; problem?: DeskError }> {
  try {
    return { committed: await commit(desk, folder, options) };
  } catch (problem) {
    if (!isDeskError(problem) || problem.code === 'CANCELLED') throw problem;
    const inWords = new DeskError(
      problem.code,
      `Spark has run, but what it wrote is no publish yet; once this is settled: bronze-desk spark commit ${shellWord(typed)}. ${problem.message}`,
      problem.details,
      { cause: problem },
    );
    // Without the workspace there is nobody to judge the run either.
    if (problem.code === 'WORKSPACE_IN_USE' || problem.code === 'WORKSPACE_UNUSABLE') throw inWords;
    return { problem: inWords };
  }
}

function readSummary(text: string, folder: string): SparkSummary {
  try {
    return sparkSummarySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new DeskError(
      'INTERNAL',
      `Spark ran, but its summary cannot be read. See ${logPath(folder)}, and that nobody changed the script.`,
      undefined,
      { cause: error },
    );
  }
}
