/** Short ways to say what reviewers do in tests. */
import type { Input, Method, Output } from '../../electron/contract/methods.ts';
import type { RecordFilter } from '../../electron/contract/record.ts';
import type { Engine } from '../../electron/engine/engine.ts';

export const author = { actor: 'Ada Tester', reason: 'because the ward said so' };

type Act = Extract<Method, `review.${string}`>;
type Done = Output<'review.correct'>;

export class Reviewer {
  readonly #engine: Engine;
  readonly load: string;

  constructor(engine: Engine, load: string) {
    this.#engine = engine;
    this.load = load;
  }

  /** Ordinals, or `r1` for a reject. */
  ids(...named: (number | string)[]): RecordFilter {
    return { load: this.load, record_ids: named.map((name) => `${this.load}:${name}`) };
  }

  async correct(
    selection: RecordFilter,
    set: Record<string, string | null>,
    more: Partial<Input<'review.correct'>> = {},
  ): Promise<Done> {
    return this.#act('review.correct', { selection, set, ...author, ...more });
  }

  async waive(selection: RecordFilter, more: Partial<Input<'review.waive'>> = {}): Promise<Done> {
    return this.#act('review.waive', { selection, ...author, ...more });
  }

  async exclude(selection: RecordFilter, more: Partial<Input<'review.exclude'>> = {}): Promise<Done> {
    return this.#act('review.exclude', { selection, ...author, ...more });
  }

  async reinstate(selection: RecordFilter, more: Partial<Input<'review.reinstate'>> = {}): Promise<Done> {
    return this.#act('review.reinstate', { selection, ...author, ...more });
  }

  async repair(reject: number, text: string, more: Partial<Input<'review.repair'>> = {}): Promise<Done> {
    return this.#act('review.repair', { reject: `${this.load}:r${reject}`, text, ...author, ...more });
  }

  async undo(done: Done | string, more: Partial<Input<'review.undo'>> = {}): Promise<Done> {
    const operation = typeof done === 'string' ? done : (done.operation ?? '');
    return this.#act('review.undo', { operation, ...author, ...more });
  }

  /** `{ordinal: state}` of the records under review. */
  async states(): Promise<Record<string, string>> {
    const { rows } = await this.#engine.call('quarantine.window', { filter: { load: this.load }, limit: 5_000 });
    return Object.fromEntries(rows.map((row) => [row.record_id.split(':')[1] ?? '', row.state]));
  }

  async value(ordinal: number, column: string): Promise<string | null | undefined> {
    const { record } = await this.#engine.call('record.get', { record_id: `${this.load}:${ordinal}` });
    return record.values[column];
  }

  async receipt(): Promise<Output<'load.get'>['receipt']> {
    return (await this.#engine.call('load.get', { load: this.load })).receipt;
  }

  async events(operation: Done | string): Promise<Output<'audit.list'>> {
    const id = typeof operation === 'string' ? operation : (operation.operation ?? '');
    return (await this.#engine.call('audit.list', { filter: { operation: id }, limit: 5_000 })).toReversed();
  }

  async #act<M extends Act>(method: M, input: Input<M>): Promise<Done> {
    return (await this.#engine.call(method, input)) as Done;
  }
}
