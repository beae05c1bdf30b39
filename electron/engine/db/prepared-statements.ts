/**
 * The statements a connection ran last, kept prepared: a look at the grid and an edit run the same few dozen over and
 * over, and preparing takes about as long as running them.
 */
import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPreparedStatement } from '@duckdb/node-api';
import type { Bindings } from './values.ts';

const mostKept = 64;

/** Longer ones list ordinals and the like, and do not come again. */
const longestKept = 4_000;

/** DuckDB plans a prepared CREATE … AS from its first values: run again, it can make a table without columns. */
const makesTable = /^\s*CREATE\b/i;

export class PreparedStatements {
  readonly #driver: DuckDBConnection;
  readonly #idle = new Map<string, DuckDBPreparedStatement>();

  constructor(driver: DuckDBConnection) {
    this.#driver = driver;
  }

  async run(text: string, { values, types }: Bindings): Promise<DuckDBMaterializedResult> {
    if (text.length > longestKept || makesTable.test(text)) return this.#driver.run(text, values, types);
    const statement = this.#idle.get(text) ?? (await this.#driver.prepare(text));
    // While it runs nobody else may bind it.
    this.#idle.delete(text);
    try {
      statement.bind(values, types);
      const result = await statement.run();
      // What was bound is patient text.
      statement.clearBindings();
      this.#keep(text, statement);
      return result;
    } catch (error) {
      statement.destroySync();
      throw error;
    }
  }

  forget(): void {
    for (const statement of this.#idle.values()) statement.destroySync();
    this.#idle.clear();
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
