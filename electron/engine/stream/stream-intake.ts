/**
 * One stream being taken in: messages are collected into batches, made durable with their offsets, published, and only then
 * committed to the broker. The store's offsets decide where to go on; the broker's are a courtesy to other tools, and what a
 * member in another workspace starts from.
 */
import { isDeskError } from '../../contract/errors.ts';
import type { BatchReport, ConsumeInput, StreamName, StreamStatus } from '../../contract/stream.ts';
import type { CallContext } from '../context.ts';
import { BatchPipeline } from './batch-pipeline.ts';
import { Collector, InHand } from './collector.ts';
import type { KafkaClient, KafkaConnection, KafkaConsumer } from './kafka/kafka-client.ts';
import type { TakenBatch } from './prepare-batch.ts';
import { isTakenElsewhere } from './taken-elsewhere.ts';
import type { RunningStream } from './running-streams.ts';
import { StreamMeasures } from './measure-stream.ts';
import type { StreamSetting } from './setting.ts';
import type { StreamFigures } from './stream-figures.ts';

/** Fetched and waiting; beyond it the broker keeps them. */
const maxBufferedBytes = 64 * 1024 * 1024;

/** Batches that share a transaction at most, and bytes of theirs beyond which no other joins them: what is in memory beside the buffer. */
const groupBatches = 32;
const groupBytes = 16 * 1024 * 1024;

const reportMs = 250;
const lagMs = 2_000;

export class StreamIntake implements RunningStream {
  readonly name: StreamName;
  readonly #context: CallContext;
  readonly #input: ConsumeInput;
  readonly #setting: StreamSetting;
  readonly #figures: StreamFigures;
  readonly #pipeline: BatchPipeline;
  readonly #inHand = new InHand();
  readonly #measures: StreamMeasures;
  /** What the broker has yet to be told. */
  readonly #uncommitted = new Map<number, bigint>();
  #committing: Promise<void> = Promise.resolve();
  #collector: Collector | undefined;
  #consumer: KafkaConsumer | undefined;
  #broker: Parameters<StreamFigures['become']> = ['connecting'];
  #bronzeAway: string | null = null;
  #unreported: BatchReport[] = [];
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    context: CallContext,
    setting: StreamSetting,
    input: ConsumeInput,
    figures: StreamFigures,
    standing: { readonly positions: ReadonlyMap<number, bigint>; readonly keys: readonly string[] },
  ) {
    this.name = setting.name;
    this.#context = context;
    this.#input = input;
    this.#setting = setting;
    this.#figures = figures;
    this.#measures = new StreamMeasures(context.metrics, input.topic);
    this.#pipeline = new BatchPipeline(context, setting, standing, {
      finished: (reports, next) => this.#finished(reports, next),
      away: (why) => this.#bronzeIs(why),
    });
  }

  status(): StreamStatus {
    return this.#figures.status(this.#collector?.seenBefore ?? 0);
  }

  pause(): void {
    this.#consumer?.pause();
  }

  resume(): void {
    this.#consumer?.resume();
  }

  /** Until the task is cancelled, or everything is taken where that was asked for. */
  async run(kafka: KafkaClient, connection: KafkaConnection): Promise<void> {
    const consumer = await kafka.connectConsumer({
      ...connection,
      topic: this.#input.topic,
      group: this.#input.group,
      from: this.#input.from,
      maxBufferedBytes,
      startAt: (partition, committed) => this.#startAt(partition, committed),
      onRevoke: (partitions) => this.#giveUp(partitions),
      onAssign: () => this.#measures.assigned(),
      onExpired: (partition, from, to) => this.#collector?.note(expired(partition, from, to)),
      onState: (state, why) => {
        this.#become(state, why);
      },
    });
    this.#consumer = consumer;
    const limits = { batchSize: this.#input.batch_size, batchMs: this.#input.batch_ms };
    const collector = new Collector(
      consumer,
      limits,
      (partition) => this.#pipeline.positionOf(partition),
      this.#inHand,
    );
    this.#collector = collector;
    const lag = setInterval(() => void this.#measureLag(consumer), lagMs);
    try {
      await this.#consumeUntilCancelled(consumer, collector);
      this.#become('stopping');
      const last = collector.handOn();
      if (last !== undefined) await this.#takeIn([last]);
      await this.#pipeline.published();
      await this.#commitToBroker();
    } finally {
      clearInterval(lag);
      await consumer.close();
      this.#report();
    }
  }

  async #consumeUntilCancelled(consumer: KafkaConsumer, collector: Collector): Promise<void> {
    const { signal } = this.#context;
    try {
      while (signal?.aborted !== true) {
        const first = await collector.next(signal);
        this.#pipeline.throwIfFailed();
        if (first !== undefined) await this.#takeIn(await withWaiting(first, collector));
        else if (this.#input.until === 'caught up' && (await isCaughtUp(consumer))) return;
        else await this.#commitToBroker();
      }
    } catch (error) {
      if (!isDeskError(error, 'CANCELLED') || signal?.aborted !== true) throw error;
    }
  }

  async #takeIn(group: readonly TakenBatch[]): Promise<void> {
    try {
      await this.#pipeline.takeIn(group);
    } finally {
      this.#inHand.leave(group.length);
    }
  }

  /**
   * The store overrules the broker, behind it or ahead of it, with one exception: what another member of the group has put
   * into this bronze folder meanwhile is not taken again.
   */
  async #startAt(partition: number, committed: bigint | undefined): Promise<bigint | undefined> {
    const own = this.#pipeline.positionOf(partition);
    if (own === undefined || committed === undefined || committed <= own) return own ?? committed;
    const elsewhere = await isTakenElsewhere(this.#setting.place, this.name, { partition, from: own });
    return elsewhere ? committed : own;
  }

  /** Whoever gets these partitions starts from what the broker has been told: so it is told before they go. */
  async #giveUp(partitions: readonly number[]): Promise<void> {
    this.#collector?.drop(partitions);
    await this.#inHand.none();
    await this.#pipeline.published();
    await this.#commitToBroker();
  }

  #finished(reports: readonly BatchReport[], next: ReadonlyMap<number, bigint>): void {
    for (const report of reports) {
      this.#figures.finished(report);
      this.#measures.finished(report);
    }
    this.#unreported.push(...reports);
    for (const [partition, offset] of next) this.#uncommitted.set(partition, offset);
    void this.#commitToBroker();
    this.#report();
  }

  /** One after the other. What the broker could not be told is told with the next: the store is what counts. */
  #commitToBroker(): Promise<void> {
    this.#committing = this.#committing.then(async () => {
      if (this.#uncommitted.size === 0 || this.#consumer === undefined) return;
      const next = new Map(this.#uncommitted);
      try {
        await this.#consumer.commit(next);
        this.#measures.committed();
        for (const [partition, offset] of next) {
          if (this.#uncommitted.get(partition) === offset) this.#uncommitted.delete(partition);
        }
      } catch (error) {
        if (!isDeskError(error)) throw error;
        this.#measures.notCommitted();
      }
    });
    return this.#committing;
  }

  /** `why` it cannot be reached; null when it can be. */
  #bronzeIs(why: string | null): void {
    if (why === this.#bronzeAway) return;
    this.#bronzeAway = why;
    this.#become(...this.#broker);
  }

  /** While bronze is away that is what holds everything up, whatever the broker does meanwhile. */
  #become(...told: Parameters<StreamFigures['become']>): void {
    this.#broker = told;
    const away = told[0] === 'stopping' ? null : this.#bronzeAway;
    const change: typeof told = away === null ? told : ['bronze unreachable', away];
    this.#figures.become(...change);
    this.#measures.state(change[0]);
    this.#report('at once');
  }

  async #measureLag(consumer: KafkaConsumer): Promise<void> {
    try {
      const lag = await consumer.lag();
      this.#figures.lag(lag);
      this.#measures.lag(lag);
    } catch {
      // The broker is away, which its state says already.
      this.#figures.lag(null);
    }
    this.#report();
  }

  #report(urgency: 'at once' | 'now and then' = 'now and then'): void {
    const now = performance.now();
    if (urgency !== 'at once' && now - this.#reportedAt < reportMs && this.#unreported.length === 0) return;
    this.#reportedAt = now;
    const status = this.status();
    this.#context.report({
      phase: status.state,
      done: status.messages,
      total: null,
      unit: 'messages',
      stream: status,
      batches: this.#unreported.splice(0),
    });
  }
}

/** With what else is waiting: when the stream is behind, several batches share one transaction. */
async function withWaiting(first: TakenBatch, collector: Collector): Promise<TakenBatch[]> {
  const group = [first];
  let bytes = bytesOf(first);
  while (group.length < groupBatches && bytes < groupBytes) {
    const next = await collector.nextAtOnce(undefined);
    if (next === undefined) break;
    group.push(next);
    bytes += bytesOf(next);
  }
  return group;
}

/** With something for each message's own weight. */
const bytesOf = ({ messages }: TakenBatch): number =>
  messages.reduce((sum, { key, value }) => sum + 250 + (key?.length ?? 0) + (value?.length ?? 0), 0);

async function isCaughtUp(consumer: KafkaConsumer): Promise<boolean> {
  try {
    const lag = await consumer.lag();
    return lag.size > 0 && [...lag.values()].every((messages) => messages <= 0n);
  } catch (error) {
    // Nobody can tell while the broker is away.
    if (isDeskError(error, 'KAFKA_UNREACHABLE')) return false;
    throw error;
  }
}

const expired = (partition: number, from: bigint, to: bigint): string =>
  `The broker had deleted messages ${from} to ${to - 1n} of partition ${partition} before they were read: they are not in this workspace.`;
