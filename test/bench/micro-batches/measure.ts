/**
 * The first design's own table, on this machine: for each batch size records a second, average latency and memory, of Kafka
 * → checks → quarantine → Parquet and of a file of that many records; beside them the first design itself, on the same
 * records, with and without the checks that it left out of its stream.
 */
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import type { KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { dictate } from '../../fixtures/dictation/dictation.mjs';
import { jsonLine } from '../../fixtures/dictation/lines.mjs';
import { SeededRandom } from '../../fixtures/seeded-random.mjs';
import { missingKafka, startKafka, type KafkaBroker } from '../../systems/kafka/start-kafka.ts';
import { median } from '../percentiles.ts';
import { consumeTopic, ingestFile } from './run-desk.ts';
import { installPython, missingPython, runSeed, type Measured } from './seed-python.ts';

/** How many records go through Kafka for each batch size. */
const sizes = [
  { batch: 100, records: 10_000 },
  { batch: 1_000, records: 30_000 },
  { batch: 10_000, records: 60_000 },
] as const;

const length = 3_050;
const recordsASend = 250;

/** Medians. `records_per_second` is from the first message in hand to the last record in bronze. */
export interface Speed {
  readonly records_per_second: number;
  readonly latency_ms: number;
  readonly memory_mb: number;
  readonly cpu_seconds: number;
  readonly join_seconds: number;
}

export interface SizeReport {
  readonly batch: number;
  readonly records: number;
  /** Null where no broker can be run. */
  readonly stream: Compared | null;
  readonly file: Compared;
}

/** The first design's are null where there is no Python for it. */
export interface Compared {
  readonly desk: Speed;
  readonly seed: Speed | null;
  readonly seedWithChecks: Speed | null;
}

export interface MicroBatchReport {
  readonly skipped: readonly string[];
  readonly rounds: number;
  readonly sizes: readonly SizeReport[];
}

export async function measureMicroBatches(
  folder: string,
  rounds: number,
  say: (what: string) => void,
): Promise<MicroBatchReport> {
  const [noKafka, noPython] = [missingKafka(), missingPython()];
  if (noPython === null) await installPython();
  const broker = noKafka === null ? await startKafka() : undefined;
  try {
    const reports: SizeReport[] = [];
    for (const { batch, records } of sizes) {
      say(`batches of ${batch}`);
      const place = join(folder, `batches-of-${batch}`);
      await mkdir(place);
      const bench = new Comparison(place, rounds, noPython === null, say);
      const file = join(place, 'records.jsonl');
      await writeLines(file, batch);
      reports.push({
        batch,
        records,
        stream: broker === undefined ? null : await compareStreams(bench, broker, batch, records),
        file: await bench.compare(
          batch,
          (own) => ingestFile(file, own),
          (own) => ['file', '--file', file, '--target', own],
        ),
      });
      await rm(place, { recursive: true, force: true, maxRetries: 5 });
    }
    return { skipped: [noKafka, noPython].filter((reason) => reason !== null), rounds, sizes: reports };
  } finally {
    await broker?.stop();
  }
}

async function compareStreams(
  bench: Comparison,
  broker: KafkaBroker,
  batch: number,
  records: number,
): Promise<Compared> {
  const topic = `batches-of-${batch}`;
  await broker.createTopic(topic, 1);
  await send(broker, topic, records);
  const [servers] = broker.bootstrapServers;
  const where = ['--bootstrap-servers', servers, '--topic', topic];
  const compared = await bench.compare(
    records,
    (own) => consumeTopic(servers, topic, batch, own),
    (own) => ['stream', ...where, '--batch-size', String(batch), '--records', String(records), '--target', own],
  );
  await broker.deleteTopic(topic);
  return compared;
}

/** In turns, so that what else the machine does meanwhile meets all alike. */
class Comparison {
  readonly #folder: string;
  readonly #rounds: number;
  readonly #withSeed: boolean;
  readonly #say: (what: string) => void;

  constructor(folder: string, rounds: number, withSeed: boolean, say: (what: string) => void) {
    this.#folder = folder;
    this.#rounds = rounds;
    this.#withSeed = withSeed;
    this.#say = say;
  }

  async compare(
    records: number,
    desk: (place: string) => Promise<Measured>,
    seed: (place: string) => string[],
  ): Promise<Compared> {
    const runs: Record<'desk' | 'seed' | 'checked', Measured[]> = { desk: [], seed: [], checked: [] };
    const measure = async (which: keyof typeof runs, run: (place: string) => Promise<Measured>): Promise<void> => {
      const measured = await this.#placed(run);
      runs[which].push(measured);
      this.#say(`  ${which}: ${Math.round(records / measured.seconds)} records/s`);
    };
    for (let round = 0; round < this.#rounds; round += 1) {
      await measure('desk', desk);
      if (!this.#withSeed) continue;
      await measure('seed', (place) => runSeed(...seed(place)));
      await measure('checked', (place) => runSeed(...seed(place), '--checks'));
    }
    const speed = (measured: readonly Measured[]): Speed => speedOf(records, measured);
    return {
      desk: speed(runs.desk),
      seed: this.#withSeed ? speed(runs.seed) : null,
      seedWithChecks: this.#withSeed ? speed(runs.checked) : null,
    };
  }

  async #placed(run: (place: string) => Promise<Measured>): Promise<Measured> {
    const place = join(this.#folder, 'run');
    await mkdir(place);
    try {
      return await run(place);
    } finally {
      await rm(place, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

function speedOf(records: number, runs: readonly Measured[]): Speed {
  const middle = (value: (measured: Measured) => number): number => median(runs.map(value));
  return {
    records_per_second: middle(({ seconds }) => records / seconds),
    latency_ms: middle(({ latency }) => latency * 1_000),
    memory_mb: middle(({ memory_mb: memory }) => memory),
    cpu_seconds: middle(({ cpu }) => cpu),
    join_seconds: middle(({ join: joined }) => joined),
  };
}

function* dictations(records: number): Iterable<string> {
  const random = new SeededRandom(1);
  for (let index = 0; index < records; index += 1) yield jsonLine(dictate(random, index, length));
}

async function writeLines(path: string, records: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const line of dictations(records)) await file.write(line);
  } finally {
    await file.close();
  }
}

async function send(broker: KafkaBroker, topic: string, records: number): Promise<void> {
  const producer = await platformaticClient.connectProducer({
    bootstrapServers: broker.bootstrapServers,
    clientId: 'bench',
  });
  try {
    let waiting: KafkaOutgoing[] = [];
    for (const line of dictations(records)) {
      waiting.push({ partition: 0, key: null, value: Buffer.from(line.trimEnd()), headers: [] });
      if (waiting.length < recordsASend) continue;
      await producer.send(topic, waiting);
      waiting = [];
    }
    if (waiting.length > 0) await producer.send(topic, waiting);
  } finally {
    await producer.close();
  }
}
