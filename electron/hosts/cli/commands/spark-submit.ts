/** `spark submit`: runs a plan wherever the cluster is, follows it, and judges what it found. */
import { join } from 'node:path';
import { DeskError } from '../../../contract/errors.ts';
import { sparkMarks, sparkSummarySchema, type SparkSummary } from '../../../contract/spark.ts';
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import type { Answer } from '../output.ts';
import { findSparkSql, runScript } from '../spark-process.ts';
import { counted, number } from '../text.ts';
import { validationExit, validationWords } from '../validation-words.ts';
import { examples } from './examples.ts';
import { secondsSince, shellWord } from './loading.ts';

interface SparkSubmitOptions {
  readonly master: string;
  readonly conf?: readonly string[];
  readonly sparkHome?: string;
}

export const addSparkSubmit: AddCommand = (parent, act) => {
  parent
    .command('submit')
    .description('run a plan on a Spark cluster and judge what it found')
    .argument('<plan>', 'the folder that "spark plan" wrote')
    .requiredOption('--master <url>', 'spark://…, yarn, k8s://…, or local[*] for this machine')
    .option('--conf <key=value...>', 'a setting of Spark, such as spark.executor.memory=8g')
    .option('--spark-home <dir>', 'the Spark to run it with (SPARK_HOME, or the spark-sql on the PATH)')
    .addHelpText(
      'after',
      examples(
        'spark submit spark-plan --master "local[*]"',
        'spark submit spark-plan --master spark://head:7077 --conf spark.executor.memory=8g',
      ),
    )
    .action(act<SparkSubmitOptions>('scratch', submit));
};

async function submit(desk: Desk, options: SparkSubmitOptions, [typed = '']: string[]): Promise<Answer> {
  const folder = desk.offer(typed);
  const { plan, script } = await desk.call('spark.get', { plan: folder });
  const startedAt = performance.now();
  const answer = await desk.follow((report) =>
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
  const seconds = secondsSince(startedAt);
  const { validation, counts } = await desk.call('spark.judge', { plan: folder, summary: readSummary(answer, folder) });
  const held = counts.quarantined + counts.rejects;
  return {
    json: () => ({ plan, counts, validation, seconds }),
    words: (paint) =>
      [
        countWords(counts),
        '',
        validationWords(validation, paint),
        '',
        `Published ${counted(counts.clean + counts.corrected + counts.waived, 'record')}: ${plan.publish}`,
        `${seconds.toFixed(1)} seconds`,
        ...(held > 0 ? [`Review: bronze-desk spark pull ${shellWord(typed)}`] : []),
      ].join('\n'),
    exit: validationExit(validation, held),
  };
}

function readSummary(text: string, folder: string): SparkSummary {
  try {
    return sparkSummarySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new DeskError(
      'INTERNAL',
      `Spark ran, but its summary cannot be read. See ${join(folder, 'spark.log')}, and that nobody changed the script.`,
      undefined,
      { cause: error },
    );
  }
}

export function countWords(counts: Omit<SparkSummary, 'plan' | 'verdict'>): string {
  const states = (['clean', 'corrected', 'waived', 'excluded', 'quarantined'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${number(counts[state])} ${state}`);
  return `${counted(counts.records, 'record')}: ${states.join(', ') || 'none'}; ${counted(counts.rejects, 'reject')}`;
}
