/**
 * The questions a connection asked last, kept prepared: a look at the grid asks the same few dozen over and over, and
 * preparing takes about as long as running them.
 *
 * DuckDB plans by what a table holds: of `state = 'done'`, while no row is done, it makes an empty result, and a prepared
 * statement stays with that whatever is written afterwards. So a plan is used only as long as nothing was written.
 */
import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPreparedStatement } from '@duckdb/node-api';
import type { Bindings } from './values.ts';

const mostKept = 64;

/** Longer ones list ordinals and the like, and do not come again. */
const longestKept = 4_000;

export class PreparedStatements {
  readonly #driver: DuckDBConnection;
  readonly #moment: () => number | undefined;
  readonly #idle = new Map<string, DuckDBPreparedStatement>();
  /** The moment of the store when those kept were planned; undefined where none is. */
  #plannedAt: number | undefined;
  #writes = 0;

  /** `moment`: changes with every commit of the store; undefined while one is under way. */
  constructor(driver: DuckDBConnection, moment: () => number | undefined) {
    this.#driver = driver;
    this.#moment = moment;
  }

  /** For questions alone: where something was written meanwhile, it is asked again. */
  async run(text: string, bindings: Bindings): Promise<DuckDBMaterializedResult> {
    const moment = this.#moment();
    if (moment === undefined || text.length > longestKept) {
      return this.#driver.run(text, bindings.values, bindings.types);
    }
    if (moment !== this.#plannedAt) this.forget();
    this.#plannedAt = moment;
    const writes = this.#writes;
    const kept = this.#idle.get(text);
    // While it runs nobody else may bind it.
    this.#idle.delete(text);
    const statement = kept ?? (await this.#driver.prepare(text));
    try {
      statement.bind(bindings.values, bindings.types);
      const result = await statement.run();
      // What was bound is patient text.
      statement.clearBindings();
      if (this.#moment() === moment && this.#writes === writes) {
        this.#keep(text, statement);
        return result;
      }
      statement.destroySync();
      if (kept === undefined) return result;
    } catch (error) {
      statement.destroySync();
      throw error;
    }
    return this.#driver.run(text, bindings.values, bindings.types);
  }

  /** To be called whenever this connection writes, were it to a temporary table. */
  forget(): void {
    for (const statement of this.#idle.values()) statement.destroySync();
    this.#idle.clear();
    this.#plannedAt = undefined;
    this.#writes += 1;
  }

  #keep(text: string, last: DuckDBPreparedStatement): void {
    this.#idle.get(text)?.destroySync();
    this.#idle.set(text, last);
    for (const [oldest, statement] of this.#idle) {
      if (this.#idle.size <= mostKept) return;
      statement.destroySync();
      this.#idle.delete(oldest);
    }
  }
}
