/**
 * Messages into batches: full ones as fast as they come, a partial one when its time is up. What is collected and not yet
 * handed on can be dropped at any time, for it is still the broker's.
 */
import type { KafkaConsumer, KafkaMessage } from './kafka/kafka-client.ts';
import type { TakenBatch } from './prepare-batch.ts';

export interface BatchLimits {
  readonly batchSize: number;
  readonly batchMs: number;
}

/** Batches that were handed on and are neither durable nor dropped yet. */
export class InHand {
  #batches = 0;
  #waiting: (() => void)[] = [];

  enter(): void {
    this.#batches += 1;
  }

  leave(batches: number): void {
    this.#batches -= batches;
    if (this.#batches > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async none(): Promise<void> {
    if (this.#batches === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

/** While nothing comes: how often the caller gets to look around. */
const idleMs = 500;

export class Collector {
  readonly #consumer: Pick<KafkaConsumer, 'take'>;
  readonly #limits: BatchLimits;
  /** Where the store stands: what is before it is in a batch already. */
  readonly #positionOf: (partition: number) => bigint | undefined;
  readonly #inHand: InHand;
  readonly #now: () => number;
  #begun: KafkaMessage[] = [];
  #since = 0;
  #notes: string[] = [];
  seenBefore = 0;

  constructor(
    consumer: Pick<KafkaConsumer, 'take'>,
    limits: BatchLimits,
    positionOf: (partition: number) => bigint | undefined,
    inHand: InHand,
    now: () => number = () => performance.now(),
  ) {
    this.#consumer = consumer;
    this.#limits = limits;
    this.#positionOf = positionOf;
    this.#inHand = inHand;
    this.#now = now;
  }

  get begun(): number {
    return this.#begun.length;
  }

  /** For the receipt of the batch to come. */
  note(sentence: string): void {
    this.#notes.push(sentence);
  }

  /** The next batch that is full or whose time is up; undefined when there is none for now. Throws as `take` does. */
  async next(signal: AbortSignal | undefined): Promise<TakenBatch | undefined> {
    for (;;) {
      if (this.#begun.length >= this.#limits.batchSize) return this.handOn();
      // Asked although the time may be up: what is here already belongs into this batch.
      const taken = await this.#consumer.take(this.#limits.batchSize - this.#begun.length, this.#left(), signal);
      this.#add(taken);
      if (this.#begun.length === 0 && taken.length === 0) return undefined;
      if (this.#begun.length > 0 && this.#left() <= 0) return this.handOn();
    }
  }

  /** A further full batch, of what is here already; undefined when there is none. */
  async nextAtOnce(signal: AbortSignal | undefined): Promise<TakenBatch | undefined> {
    while (this.#begun.length < this.#limits.batchSize) {
      const taken = await this.#consumer.take(this.#limits.batchSize - this.#begun.length, 0, signal);
      if (taken.length === 0) return undefined;
      this.#add(taken);
    }
    return this.handOn();
  }

  /** What was collected, however little; undefined when it is nothing. */
  handOn(): TakenBatch | undefined {
    if (this.#begun.length === 0) return undefined;
    this.#inHand.enter();
    const batch = { messages: this.#begun, since: this.#since, notes: this.#notes };
    this.#begun = [];
    this.#notes = [];
    return batch;
  }

  drop(partitions: readonly number[]): void {
    this.#begun = this.#begun.filter(({ partition }) => !partitions.includes(partition));
  }

  #left(): number {
    if (this.#begun.length === 0) return Math.min(idleMs, this.#limits.batchMs);
    return Math.max(0, this.#since + this.#limits.batchMs - this.#now());
  }

  #add(messages: readonly KafkaMessage[]): void {
    for (const message of messages) {
      if (message.offset < (this.#positionOf(message.partition) ?? 0n)) {
        this.seenBefore += 1;
        continue;
      }
      if (this.#begun.length === 0) this.#since = this.#now();
      this.#begun.push(message);
    }
  }
}
