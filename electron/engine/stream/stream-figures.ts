/** How a stream goes: counts since its start, and how fast it is now. */
import type { BatchReport, StreamName, StreamState, StreamStatus } from '../../contract/stream.ts';

/** Speed is of this long. */
const windowMs = 10_000;

export class StreamFigures {
  #state: StreamState = 'connecting';
  #why: string | null = null;
  #named: Pick<StreamStatus, 'cluster' | 'topic_id'> = { cluster: null, topic_id: null };
  #lag: StreamStatus['lag'] = null;
  #lastBatch: StreamStatus['last_batch'] = null;
  #recent: { readonly at: number; readonly messages: number }[] = [];
  readonly #startedAt = new Date().toISOString();
  readonly #started = performance.now();
  readonly #about: Pick<StreamStatus, 'stream' | 'topic' | 'group' | 'target'>;
  readonly #counts = {
    batches: 0,
    messages: 0,
    records: 0,
    rejects: 0,
    quarantined: 0,
    published_rows: 0,
    held_back_batches: 0,
    broker_errors: 0,
  };

  constructor(about: Pick<StreamStatus, 'stream' | 'topic' | 'group' | 'target'>) {
    this.#about = about;
  }

  /** As soon as the broker has said which cluster and which topic it is. */
  named({ cluster, topic_id }: StreamName): void {
    this.#named = { cluster, topic_id };
  }

  become(state: StreamState, why?: string): void {
    if (state === 'broker unreachable' && this.#state !== state) this.#counts.broker_errors += 1;
    this.#state = state;
    this.#why = why ?? null;
  }

  finished(batch: BatchReport): void {
    const counts = this.#counts;
    counts.batches += 1;
    counts.messages += batch.messages;
    counts.records += batch.records;
    counts.rejects += batch.rejects;
    counts.quarantined += batch.quarantined;
    if (batch.path === null) counts.held_back_batches += 1;
    else counts.published_rows += batch.messages - batch.quarantined;
    this.#lastBatch = { messages: batch.messages, seconds: batch.seconds };
    this.#recent.push({ at: performance.now(), messages: batch.messages });
  }

  lag(lag: ReadonlyMap<number, bigint> | null): void {
    this.#lag =
      lag === null ? null : [...lag].map(([partition, messages]) => ({ partition, messages: Number(messages) }));
  }

  status(seenBefore: number): StreamStatus {
    return {
      ...this.#about,
      ...this.#named,
      state: this.#state,
      why: this.#why,
      started_at: this.#startedAt,
      ...this.#counts,
      seen_before: seenBefore,
      messages_per_second: this.#speed(),
      last_batch: this.#lastBatch,
      lag: this.#lag,
    };
  }

  #speed(): number {
    const now = performance.now();
    this.#recent = this.#recent.filter(({ at }) => now - at <= windowMs);
    const seconds = Math.min(windowMs, now - this.#started) / 1_000;
    const messages = this.#recent.reduce((sum, each) => sum + each.messages, 0);
    return seconds > 0 ? Math.round((messages / seconds) * 10) / 10 : 0;
  }
}
