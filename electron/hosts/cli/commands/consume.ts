/** `consume`: takes a Kafka topic in, batch by batch, until it is stopped. */
import { Option } from 'commander';
import type { Input } from '../../../contract/methods.ts';
import type { BatchReport, ConsumeInput, StreamStatus } from '../../../contract/stream.ts';
import type { AddCommand } from '../act.ts';
import type { Desk } from '../desk.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Answer } from '../output.ts';
import { parseColumnList } from '../quoted-column.ts';
import { addObjectStoreOptions } from '../object-store-options.ts';
import { counted, number } from '../text.ts';
import { positiveNumber } from './arguments.ts';
import { examples } from './examples.ts';
import { addKafkaOptions, readKafkaOptions, type KafkaOptions } from './kafka-options.ts';
import { nextStep, secondsSince } from './loading.ts';
import { addMetricsOptions, serveMetrics, type MetricsOptions } from './metrics-options.ts';
import { readSuiteFile } from './suite-file.ts';

interface ConsumeOptions extends KafkaOptions, MetricsOptions {
  readonly topic: string;
  readonly group?: string;
  readonly batchSize?: number;
  readonly batchMs?: number;
  readonly from?: ConsumeInput['from'];
  readonly suite?: string;
  readonly target: string;
  readonly partitionBy?: string;
  readonly compression?: ConsumeInput['compression'];
  readonly untilCaughtUp?: boolean;
}

export const addConsume: AddCommand = (parent, act) => {
  const command = parent
    .command('consume')
    .description('take in a Kafka topic by micro-batches: each is checked, and published where it passes')
    .requiredOption('--topic <topic>', 'the topic; its values are JSON objects')
    .option('--group <group>', 'the consumer group (bronze-desk)')
    .option('--batch-size <messages>', 'how many messages make a batch (100)', positiveNumber)
    .option(
      '--batch-ms <ms>',
      'close a batch this long after its first message, however few it has (1000)',
      positiveNumber,
    )
    .addOption(
      new Option('--from <end>', 'where to begin a topic nothing was taken of').choices(['earliest', 'latest']),
    )
    .option('--suite <file>', 'a Great Expectations suite; without it the built-in bronze_validation')
    .requiredOption('--target <dir>', 'the bronze folder, or s3://BUCKET/PREFIX')
    .option('--partition-by <columns>', 'columns, with commas between; without it a batch is one file')
    .addOption(new Option('--compression <codec>', 'of the Parquet files (snappy)').choices(['snappy', 'zstd']))
    .option('--until-caught-up', 'end once everything there is has been taken');
  addMetricsOptions(addObjectStoreOptions(addKafkaOptions(command)))
    .addHelpText(
      'after',
      `\nCtrl-C finishes the batch begun and ends with a summary. With --jsonl there is a line for each batch.\n${examples(
        'consume --bootstrap-servers localhost:9092 --topic dictations --target ./bronze',
        'consume --bootstrap-servers broker:9093 --tls-ca ca.pem --sasl-mechanism SCRAM-SHA-512 --sasl-username desk \\\n      --sasl-password-file ./password --topic dictations --suite suite.json --target ./bronze --batch-size 1000',
        'consume --bootstrap-servers localhost:9092 --topic dictations --target s3://bronze/dictations \\\n      --s3-endpoint https://minio.example.org:9000',
        'consume --bootstrap-servers localhost:9092 --topic dictations --target ./bronze --until-caught-up --json',
      )}`,
    )
    .action(act<ConsumeOptions>('made', consume));
};

/** The metrics are served for as long as it runs. */
async function consume(desk: Desk, options: ConsumeOptions): Promise<Answer> {
  const metrics = await serveMetrics(desk, options);
  if (metrics !== undefined) {
    await desk.printer.note(`Metrics for Prometheus: ${metrics.url}`);
    desk.atEnd(() => metrics.close());
  }
  return takeIn(desk, options);
}

async function takeIn(desk: Desk, options: ConsumeOptions): Promise<Answer> {
  const startedAt = performance.now();
  const connection = await readKafkaOptions(desk, options);
  const target = desk.offer(options.target);
  const suite = options.suite === undefined ? {} : { suite: (await readSuiteFile(desk, options.suite)).text };
  const input = {
    ...connection,
    ...suite,
    topic: options.topic,
    target,
    actor: desk.settings.actor(),
    ...(options.group === undefined ? {} : { group: options.group }),
    ...(options.batchSize === undefined ? {} : { batch_size: options.batchSize }),
    ...(options.batchMs === undefined ? {} : { batch_ms: options.batchMs }),
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.partitionBy === undefined ? {} : { partition_by: [...parseColumnList(options.partitionBy)] }),
    ...(options.compression === undefined ? {} : { compression: options.compression }),
    ...(options.untilCaughtUp === true ? { until: 'caught up' as const } : {}),
  };
  if (desk.printer.format === 'jsonl') return lineByLine(desk, input);
  const status = await desk.call('stream.consume', input);
  const seconds = secondsSince(startedAt);
  return {
    json: () => ({ ...status, workspace: desk.settings.workspace, seconds }),
    words: () => summary(status, seconds, desk.settings.namedWorkspace),
    exit: exitOf(status),
  };
}

/** The batches are the answer, and they are printed as they are finished. */
function lineByLine(desk: Desk, input: Input<'stream.consume'>): Answer {
  let exit: ExitCode = exitCodes.failed;
  const waiting: BatchReport[] = [];
  let wake = (): void => undefined;
  let ended = false;
  return {
    json: () => ({}),
    words: () => '',
    get exit() {
      return exit;
    },
    async *rows() {
      const running = desk
        .call('stream.consume', input, ({ batches }) => {
          waiting.push(...(batches ?? []));
          wake();
        })
        .finally(() => {
          ended = true;
          wake();
        });
      running.catch(() => undefined);
      while (!ended || waiting.length > 0) {
        yield* waiting.splice(0);
        if (!ended && waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      }
      exit = exitOf(await running);
    },
  };
}

function exitOf(status: StreamStatus): ExitCode {
  return status.quarantined > 0 || status.held_back_batches > 0 ? exitCodes.quarantined : exitCodes.fine;
}

function summary(status: StreamStatus, seconds: number, workspace: string | undefined): string {
  const speed = seconds > 0 ? Math.round(status.messages / seconds) : 0;
  return [
    `Took ${counted(status.messages, 'message')} of ${status.topic} in ${counted(status.batches, 'batch', 'batches')}: ` +
      `${counted(status.records, 'record')}, ${counted(status.rejects, 'reject')}`,
    `Published ${counted(status.published_rows, 'record')} to ${status.target}; ${number(status.quarantined)} in quarantine`,
    ...(status.held_back_batches === 0
      ? []
      : [`${counted(status.held_back_batches, 'batch', 'batches')} held back; "loads" shows which are not published.`]),
    `${seconds.toFixed(1)} seconds, ${number(speed)} messages/s`,
    ...(status.quarantined > 0 ? [nextStep('Review', 'loads', workspace)] : []),
  ].join('\n');
}
