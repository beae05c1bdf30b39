/** `ingest`: load, check and publish in one go; the command for the night. */
import { Option } from 'commander';
import { DeskError, isDeskError } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/methods.ts';
import type { PublishResult } from '../../../contract/publish.ts';
import type { Receipt } from '../../../contract/load.ts';
import { readBatchConfig, type BatchConfig } from '../batch-config.ts';
import type { Desk } from '../desk.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Answer, Paint } from '../output.ts';
import type { AddCommand } from '../act.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { receiptWords } from '../receipt-words.ts';
import { couldNotRun, validationExit, validationWords } from '../validation-words.ts';
import { examples } from './examples.ts';
import { loadHeading, nextStep, secondsSince, startLoad, timed, type LoadingOptions, type Seconds } from './loading.ts';
import { addLayoutOptions, publishedWords, readLayout, type LayoutOptions } from './publish-layout.ts';
import { addSourceOptions, readSource, type SourceOptions } from './source-options.ts';
import { readSuiteFile } from './suite-file.ts';

interface IngestOptions extends SourceOptions, LoadingOptions, LayoutOptions {
  readonly suite?: string;
  readonly target?: string;
  readonly config?: string;
}

type Checked = Output<'check.run'>;

export const addIngest: AddCommand = (parent, act) => {
  const command = parent
    .command('ingest')
    .description('load a source, check it, and publish what passes')
    .argument('[source...]', 'files, folders or globs; s3://BUCKET/KEY too')
    .option('--suite <file>', 'a Great Expectations suite; without it the built-in bronze_validation')
    .option('--target <dir>', 'the bronze folder, or s3://BUCKET/PREFIX; without it nothing is published')
    .addOption(new Option('--config <file>', 'a batch configuration: source_uri, target_dir, partition_by, …'))
    .option('--again', 'load although these very bytes were loaded before');
  addLayoutOptions(command);
  addObjectStoreOptions(command);
  addSourceOptions(command)
    .addHelpText(
      'after',
      examples(
        'ingest transcriptions.csv --target ./bronze',
        'ingest "incoming/*.jsonl" --suite suite.json --target ./bronze --partition-by ingest_date,medical_specialty',
        'ingest --config batch.json --workspace ./desk --json',
      ),
    )
    .action(act<IngestOptions>('made', ingest));
};

async function ingest(desk: Desk, options: IngestOptions, sources: string[]): Promise<Answer> {
  const startedAt = performance.now();
  const config = options.config === undefined ? undefined : await readConfig(desk, options.config);
  const paths = sources.length > 0 ? sources : config === undefined ? [] : [config.source];
  if (paths.length === 0) throw new DeskError('INVALID_INPUT', 'Name a source: bronze-desk ingest FILE --target DIR.');
  const source = readSource(desk, paths, options);
  const layout = readLayout(options, config);
  const typedTarget = options.target ?? config?.target;
  const target = typedTarget === undefined ? undefined : desk.offer(typedTarget);
  desk.settings.actor();
  const fresh =
    target === undefined || desk.settings.namedWorkspace !== undefined
      ? undefined
      : await desk.useFreshWorkspace(target);

  const suiteFile = options.suite ?? config?.suite;
  const suite = suiteFile === undefined ? {} : { suite: (await readSuiteFile(desk, suiteFile)).text };
  if (target !== undefined) await desk.call('publish.target', { target });
  const loading = await timed(() => startLoad(desk, source, options));
  desk.keepWorkspace();
  const load = loading.value.load.id;
  const actor = desk.settings.actor();
  const checking = await timed(() => desk.call('check.run', { load, actor, ...suite }));
  const checked = checking.value;

  const publishing = await timed(async () => {
    if (target === undefined) return {};
    if (!checked.receipt.balanced) return { problem: unbalanced(checked.receipt) };
    return await tryPublish(() => desk.call('publish.run', { load, target, actor, ...layout }));
  });
  const { published, problem } = publishing.value;
  const seconds: Seconds = {
    load: loading.seconds,
    check: checking.seconds,
    publish: published === undefined ? null : publishing.seconds,
    total: secondsSince(startedAt),
  };
  const workspace = fresh ?? desk.settings.workspace;
  return {
    json: () => ({
      load: checked.load,
      receipt: checked.receipt,
      validation: checked.validation,
      publish: published?.publish ?? null,
      superseded: published?.superseded ?? null,
      unchanged: published?.unchanged ?? false,
      workspace,
      seconds,
    }),
    words: (paint) => ingestWords(checked, published, fresh ?? desk.settings.namedWorkspace, seconds, paint),
    exit: ingestExit(checked, problem),
    ...(problem === undefined ? {} : { problem }),
  };
}

async function readConfig(desk: Desk, typed: string): Promise<BatchConfig> {
  return await readBatchConfig(desk.path(typed));
}

/** The load is done and worth reporting even when publishing is refused; an interruption is passed on. */
async function tryPublish(
  publish: () => Promise<PublishResult>,
): Promise<{ published?: PublishResult; problem?: DeskError }> {
  try {
    return { published: await publish() };
  } catch (error) {
    if (isDeskError(error) && error.code !== 'CANCELLED') return { problem: error };
    throw error;
  }
}

function unbalanced(receipt: Receipt): DeskError {
  const where =
    receipt.problem === null
      ? ''
      : ` ${receipt.problem.message} (${receipt.problem.file}, lines ${String(receipt.problem.first_line)} to ${String(receipt.problem.last_line)}).`;
  return new DeskError(
    'RECEIPT_UNBALANCED',
    `Nothing was published: the receipt of this load does not balance.${where} Look at those lines, or say how to read the source with --delimiter, --quote, --escape or --encoding, and load it again with --again.`,
  );
}

function ingestExit(checked: Checked, problem: DeskError | undefined) {
  if (problem !== undefined) return exitCodeOf(problem);
  return checked.receipt.balanced ? validationExit(checked.validation, checked.receipt.quarantined) : exitCodes.failed;
}

function ingestWords(
  { load, receipt, validation }: Checked,
  published: PublishResult | undefined,
  workspace: string | undefined,
  seconds: Seconds,
  paint: Paint,
): string {
  const held = receipt.quarantined > 0 || couldNotRun(validation).length > 0;
  return [
    loadHeading(load),
    receiptWords(receipt, load.format, paint),
    '',
    validationWords(validation, paint),
    '',
    published === undefined ? 'Nothing was published.' : publishedWords(published),
    ...(workspace === undefined ? [] : [`Workspace: ${workspace}`]),
    `${seconds.total.toFixed(1)} seconds`,
    ...(held ? [nextStep('Review', `quarantine families --load ${load.id}`, workspace)] : []),
    ...(published === undefined ? [nextStep('Publish', `publish --load ${load.id} --target DIR`, workspace)] : []),
  ].join('\n');
}
