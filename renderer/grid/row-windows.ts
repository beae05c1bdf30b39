/**
 * The rows the page holds: windows around what is looked at, a dozen at most, the ones seen longest ago dropped first.
 * When the answer may have changed, what is shown stays, marked as stale, until the new rows are here, so that nothing
 * jumps. What was scrolled past before it came is cancelled.
 */
import { isDeskError } from '../../electron/contract/errors.ts';

export interface Identified {
  readonly record_id: string;
}

export interface RowAnswer<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

export type AskForRows<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<RowAnswer<Row>>;

export interface RowSnapshot {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly loading: boolean;
  readonly error: unknown;
  /** Grows with everything that is to be drawn anew. */
  readonly change: number;
}

interface HeldWindow<Row> {
  readonly generation: number;
  readonly rows: readonly Row[];
}

interface Asked {
  readonly generation: number;
  readonly abort: AbortController;
}

export class RowWindows<Row extends Identified> {
  static readonly size = 100;
  static readonly most = 12;

  readonly #held = new Map<number, HeldWindow<Row>>();
  readonly #asked = new Map<number, Asked>();
  readonly #listeners = new Set<() => void>();
  #ask: AskForRows<Row>;
  #generation = 0;
  #needed: readonly number[] = [0];
  #snapshot: RowSnapshot = { total: undefined, loading: true, error: null, change: 0 };

  constructor(ask: AskForRows<Row>) {
    this.#ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): RowSnapshot => this.#snapshot;

  /** Asks for everything anew: another filter or order, or records that have changed. */
  renew(ask: AskForRows<Row> = this.#ask): void {
    this.#ask = ask;
    this.#generation += 1;
    this.#cancelAllBut([]);
    this.#tell({ error: null });
    this.#fetchNeeded();
  }

  /** Whether the rows are, or will be, the answer to this question. */
  asks(ask: AskForRows<Row>): boolean {
    return this.#ask === ask;
  }

  /** The rows that are looked at, and with them those that are worth having. */
  need(first: number, last: number): void {
    const { total } = this.#snapshot;
    const from = Math.floor(Math.max(0, first) / RowWindows.size);
    const to = Math.floor(Math.max(first, Math.min(last, (total ?? 1) - 1)) / RowWindows.size);
    const needed = Array.from({ length: Math.min(to - from + 1, RowWindows.most) }, (_, index) => from + index);
    if (needed.join() === this.#needed.join() && needed.every((window) => this.#isHereOrAsked(window))) return;
    this.#needed = needed;
    this.#cancelAllBut(needed);
    this.#fetchNeeded();
  }

  row(index: number): Row | undefined {
    const window = Math.floor(index / RowWindows.size);
    return this.#held.get(window)?.rows[index - window * RowWindows.size];
  }

  /** Where a record stands now, as far as the page knows. */
  indexOf(recordId: string): number | undefined {
    for (const [window, { rows }] of this.#held) {
      const at = rows.findIndex(({ record_id: id }) => id === recordId);
      if (at >= 0) return window * RowWindows.size + at;
    }
    return undefined;
  }

  get heldRows(): number {
    return [...this.#held.values()].reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** No answer is awaited any more. */
  close(): void {
    this.#cancelAllBut([]);
  }

  #isHereOrAsked(window: number): boolean {
    return this.#held.get(window)?.generation === this.#generation || this.#asked.has(window);
  }

  #fetchNeeded(): void {
    for (const window of this.#needed) {
      this.#touch(window);
      if (!this.#isHereOrAsked(window)) void this.#fetch(window);
    }
    this.#tell({});
  }

  async #fetch(window: number): Promise<void> {
    const asked: Asked = { generation: this.#generation, abort: new AbortController() };
    this.#asked.set(window, asked);
    const isWanted = (): boolean => this.#asked.get(window) === asked;
    try {
      const answer = await this.#ask(window * RowWindows.size, RowWindows.size, asked.abort.signal);
      if (isWanted()) this.#keep(window, asked.generation, answer);
    } catch (error) {
      if (!isWanted()) return;
      this.#asked.delete(window);
      this.#tell({ error: isDeskError(error, 'CANCELLED') ? null : error });
    }
  }

  #keep(window: number, generation: number, { total, rows }: RowAnswer<Row>): void {
    this.#asked.delete(window);
    this.#held.delete(window);
    this.#held.set(window, { generation, rows });
    for (const [each, held] of this.#held) {
      if (held.generation < generation && !this.#asked.has(each)) this.#held.delete(each);
    }
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= RowWindows.most) break;
      this.#held.delete(oldest);
    }
    this.#tell({ total, error: null });
  }

  /** The map's order is the order of last use. */
  #touch(window: number): void {
    const held = this.#held.get(window);
    if (held === undefined) return;
    this.#held.delete(window);
    this.#held.set(window, held);
  }

  #cancelAllBut(kept: readonly number[]): void {
    for (const [window, { abort }] of this.#asked) {
      if (kept.includes(window)) continue;
      this.#asked.delete(window);
      abort.abort();
    }
  }

  #tell(news: Partial<RowSnapshot>): void {
    this.#snapshot = {
      ...this.#snapshot,
      ...news,
      loading: this.#asked.size > 0,
      change: this.#snapshot.change + 1,
    };
    for (const listener of this.#listeners) listener();
  }
}
