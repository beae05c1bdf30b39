/** `spark plan`: writes the script. Runs nothing, loads nothing. */
import { existsSync } from 'node:fs';
import type { Desk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { examples } from './examples.ts';
import { shellWord } from './loading.ts';
import { addLayoutOptions, readLayout, type LayoutOptions } from './publish-layout.ts';
import { addSourceOptions, readSource, type SourceOptions } from './source-options.ts';
import { readSuiteFile } from './suite-file.ts';

interface SparkPlanOptions extends SourceOptions, Omit<LayoutOptions, 'withQuarantine'> {
  readonly source: readonly string[];
  readonly read?: string;
  readonly target: string;
  readonly suite?: string;
  readonly patch?: string;
  readonly supersedes?: string;
  readonly multiline?: boolean;
  readonly out?: string;
}

export const addSparkPlan: AddCommand = (parent, act) => {
  const command = parent
    .command('plan')
    .description('write a Spark SQL script that loads, checks and publishes; it needs nothing but Spark where it runs')
    .requiredOption('--source <file...>', 'files, folders or globs that this machine can read')
    .requiredOption('--target <uri>', 'the bronze folder as Spark sees it: a path, s3a://…, hdfs://…')
    .option('--suite <file>', 'a Great Expectations suite; without it the built-in bronze_validation')
    .option('--read <uri>', 'what Spark reads in place of the source: files that look like it, stars allowed')
    .option(
      '--multiline',
      'quoted values may hold line breaks, so each file is read whole; by default its first MB decides',
    )
    .option('--no-multiline', 'no value holds a line break, so that one file can be read by many tasks')
    .option('--patch <uri>', 'what "spark patch" wrote of the decisions on an earlier run')
    .option('--supersedes <plan>', 'the folder of the plan whose publish this one takes the place of')
    .option('--out <dir>', 'a new folder for the script; spark-plan-<time> unless said otherwise');
  addObjectStoreOptions(addLayoutOptions(addSourceOptions(command), false))
    .addHelpText(
      'after',
      examples(
        'spark plan --suite suite.json --source transcriptions.csv --target /data/bronze',
        'spark plan --source sample.csv --read "s3a://lake/in/*.csv" --target s3a://lake/bronze --out plan',
      ),
    )
    .action(act<SparkPlanOptions>('scratch', plan));
};

async function plan(desk: Desk, options: SparkPlanOptions): Promise<Answer> {
  const source = readSource(desk, options.source, options);
  const suite = options.suite === undefined ? {} : { suite: (await readSuiteFile(desk, options.suite)).text };
  const out = desk.offer(options.out ?? freshName(desk));
  const planned = await desk.call('spark.plan', {
    source,
    ...suite,
    ...readLayout(options),
    ...(options.read === undefined ? {} : { read: asSparkSees(desk, options.read) }),
    ...(options.patch === undefined ? {} : { patch: asSparkSees(desk, options.patch) }),
    ...(options.supersedes === undefined ? {} : { supersedes: desk.offer(options.supersedes) }),
    ...(options.multiline === undefined ? {} : { multiline: options.multiline }),
    target: asSparkSees(desk, options.target),
    out,
  });
  const { plan: made, script } = planned;
  return {
    json: () => planned,
    words: () =>
      [
        `Planned ${made.id}: ${script}`,
        ...made.sources.map(
          ({ read, format, multiline }) => `  reads ${read} (${format}${multiline ? ', each file whole' : ''})`,
        ),
        `  writes ${made.publish}`,
        `  quarantine ${made.quarantine}`,
        `Run it: bronze-desk spark submit ${shellWord(options.out ?? out)} --master URL, or anywhere else: spark-sql -f run.sql, and then: bronze-desk spark commit ${shellWord(options.out ?? out)}`,
      ].join('\n'),
    exit: exitCodes.fine,
  };
}

/** A path of this machine is made absolute; an address is Spark's business. */
function asSparkSees(desk: Desk, typed: string): string {
  return /^[a-z][a-z0-9+.-]*:\//i.test(typed) ? typed : desk.path(typed);
}

function freshName(desk: Desk): string {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  for (let attempt = 1; ; attempt += 1) {
    const name = `spark-plan-${stamp}${attempt === 1 ? '' : `-${attempt}`}`;
    if (!existsSync(desk.path(name))) return name;
  }
}
