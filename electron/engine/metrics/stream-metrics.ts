/**
 * The instruments of a consumer. A topic's name is chosen by people, so it is served only once the consumer has named
 * the topics it was started for; a partition is a number below a bound.
 */
import type { Registry } from 'prom-client';
import { streamStateSchema, type StreamStatus } from '../../contract/stream.ts';
import { BoundedCounter, BoundedGauge, BoundedHistogram, secondsBuckets } from './instruments.ts';

const consumerStates = streamStateSchema.options;

/** Where it went wrong: reaching the broker, fetching, landing and checking, publishing, committing offsets. */
export const consumerErrors = ['connect', 'authenticate', 'fetch', 'store', 'publish', 'commit', 'other'] as const;
export type ConsumerError = (typeof consumerErrors)[number];

/** Kafka's own rule for the name of a topic. */
const legalTopic = /^[\w.-]{1,249}$/;
const topicsAtMost = 20;
const partitionsAtMost = 1_000;

/** Steps of 1-2-5 up to the largest batch anybody has asked for. */
const batchBuckets = [1, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000] as const;

export class StreamMetrics {
  readonly #topics = new Set<string>();
  readonly #lag;
  readonly #batchRecords;
  readonly #batchSeconds;
  readonly #errors;
  readonly #state;
  readonly #reconnects;
  readonly #rebalances;
  readonly #lastCommit;

  constructor(registry: Registry) {
    const topic = (value: string): boolean => this.#topics.has(value);
    const partition = (value: string): boolean => /^\d{1,4}$/.test(value) && Number(value) < partitionsAtMost;
    this.#lag = new BoundedGauge(registry, {
      name: 'bronze_desk_consumer_lag_records',
      help: 'Messages of a partition that are not taken in yet.',
      labels: { topic, partition },
    });
    this.#batchRecords = new BoundedHistogram(
      registry,
      { name: 'bronze_desk_consumer_batch_records', help: 'Messages in a micro-batch.', labels: { topic } },
      batchBuckets,
    );
    this.#batchSeconds = new BoundedHistogram(
      registry,
      {
        name: 'bronze_desk_consumer_batch_seconds',
        help: 'Seconds from the last message of a micro-batch until it stands in bronze and its offsets are kept.',
        labels: { topic },
      },
      secondsBuckets,
    );
    this.#errors = new BoundedCounter(registry, {
      name: 'bronze_desk_consumer_errors_total',
      help: 'What went wrong while consuming, by where.',
      labels: { kind: consumerErrors },
    });
    this.#state = new BoundedGauge(registry, {
      name: 'bronze_desk_consumer_state',
      help: 'The state of the consumer is 1, the others are 0; no series while there has been no consumer.',
      labels: { state: consumerStates },
    });
    this.#reconnects = new BoundedCounter(registry, {
      name: 'bronze_desk_consumer_reconnects_total',
      help: 'Times the broker was reached again after it had been lost.',
      labels: {},
    });
    this.#rebalances = new BoundedCounter(registry, {
      name: 'bronze_desk_consumer_rebalances_total',
      help: 'Times the partitions of the group were dealt out anew.',
      labels: {},
    });
    this.#lastCommit = new BoundedGauge(registry, {
      name: 'bronze_desk_consumer_last_commit_timestamp_seconds',
      help: 'When offsets were last committed, in seconds since 1970; 0 before the first time.',
      labels: {},
    });
  }

  /** Names the topics of this consumer: those of any other are served as `other`. */
  watch(topics: Iterable<string>): void {
    for (const topic of topics) {
      if (this.#topics.has(topic) || this.#topics.size >= topicsAtMost || !legalTopic.test(topic)) continue;
      this.#topics.add(topic);
      this.#batchRecords.start({ topic });
      this.#batchSeconds.start({ topic });
    }
  }

  /** All of a consumer's partitions at once: those it no longer has are dropped. */
  lag(topic: string, messages: ReadonlyMap<number, number>): void {
    this.#lag.setAll([...messages].map(([partition, behind]) => [{ topic, partition: String(partition) }, behind]));
  }

  batch(topic: string, records: number, seconds: number): void {
    this.#batchRecords.observe({ topic }, records);
    this.#batchSeconds.observe({ topic }, seconds);
  }

  failed(kind: ConsumerError): void {
    this.#errors.add({ kind });
  }

  state(now: StreamStatus['state']): void {
    this.#state.setAll(consumerStates.map((state) => [{ state }, Number(state === now)]));
  }

  reconnected(): void {
    this.#reconnects.add({});
  }

  rebalanced(): void {
    this.#rebalances.add({});
  }

  committed(at: Date): void {
    this.#lastCommit.set({}, at.getTime() / 1_000);
  }
}
