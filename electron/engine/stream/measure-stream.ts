/** What a running stream tells the metrics. */
import type { BatchReport, StreamStatus } from '../../contract/stream.ts';
import type { Metrics } from '../metrics/metrics.ts';

export class StreamMeasures {
  readonly #metrics: Metrics;
  readonly #topic: string;
  #wasAway = false;

  constructor(metrics: Metrics, topic: string) {
    this.#metrics = metrics;
    this.#topic = topic;
    metrics.stream.watch([topic]);
  }

  finished({ messages, quarantined, rejects, seconds }: BatchReport): void {
    this.#metrics.ingested('kafka', 'success', messages - quarantined);
    this.#metrics.ingested('kafka', 'quarantined', quarantined - rejects);
    this.#metrics.ingested('kafka', 'rejected', rejects);
    this.#metrics.streamed(seconds);
    this.#metrics.stream.batch(this.#topic, messages, seconds);
  }

  state(state: StreamStatus['state']): void {
    const { stream } = this.#metrics;
    stream.state(state);
    if (state === 'broker unreachable' && !this.#wasAway) stream.failed('connect');
    if (state === 'consuming' && this.#wasAway) stream.reconnected();
    if (state === 'broker unreachable') this.#wasAway = true;
    if (state === 'consuming') this.#wasAway = false;
  }

  assigned(): void {
    this.#metrics.stream.rebalanced();
  }

  committed(): void {
    this.#metrics.stream.committed(new Date());
  }

  notCommitted(): void {
    this.#metrics.stream.failed('commit');
  }

  lag(messages: ReadonlyMap<number, bigint>): void {
    this.#metrics.stream.lag(
      this.#topic,
      new Map([...messages].map(([partition, count]) => [partition, Number(count)])),
    );
  }
}
