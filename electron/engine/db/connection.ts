/** One connection of the store: statements in, plain rows out, interrupted by a signal. */
import {
  DuckDBDataChunk,
  type DuckDBConnection,
  type DuckDBMaterializedResult,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { DeskError } from '../../contract/errors.ts';
import { mapDuckDBError } from './map-error.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { ident, type Sql } from './sql.ts';
import { fromDuckDB, toBindings } from './values.ts';

export class Connection {
  readonly #driver: DuckDBConnection;
  readonly #prepared: PreparedStatements;
  #signal: AbortSignal | undefined;

  /** `moment`: of the store, as {@link Database.moment}. */
  constructor(driver: DuckDBConnection, moment: () => number | undefined) {
    this.#driver = driver;
    this.#prepared = new PreparedStatements(driver, moment);
  }

  /** Runs `work` with every statement bound to `signal`: when it aborts, the running statement is interrupted. */
  async underSignal<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const interrupt = (): void => this.#driver.interrupt();
    const outer = this.#signal;
    this.#signal = signal ?? outer;
    signal?.addEventListener('abort', interrupt);
    try {
      return await work();
    } finally {
      signal?.removeEventListener('abort', interrupt);
      this.#signal = outer;
    }
  }

  /** All rows of one statement. For what is known to be small: windows, counts, lists. */
  async all<T>(sql: Sql): Promise<T[]> {
    return this.#guard(async () => {
      const { text, params } = sql;
      const result = await (params === undefined
        ? this.#driver.run(text)
        : this.#prepared.run(text, toBindings(params)));
      return (await result.convertRowObjects(fromDuckDB)) as T[];
    });
  }

  /** The first row, or undefined. */
  async one<T>(sql: Sql): Promise<T | undefined> {
    return (await this.all<T>(sql))[0];
  }

  /** The single row of a statement that always has one, such as a count. */
  async only<T>(sql: Sql): Promise<T> {
    const row = await this.one<T>(sql);
    if (row === undefined) throw new DeskError('INTERNAL', 'A statement that must return a row returned none.');
    return row;
  }

  /** Rows in the driver's chunks (about 2,048 rows), never all in memory. */
  async *stream<T>(sql: Sql): AsyncGenerator<T[]> {
    const { values, types } = toBindings(sql.params ?? {});
    const result = await this.#guard(() => this.#driver.stream(sql.text, values, types));
    const chunks = result.yieldConvertedRowObjects(fromDuckDB);
    for (;;) {
      const next = await this.#guard(() => chunks.next());
      if (next.done === true) return;
      yield next.value as T[];
    }
  }

  /** Runs a statement for its effect and returns the number of rows it changed. */
  async run(sql: Sql): Promise<number> {
    return this.#guard(async () => {
      try {
        return (await this.#execute(sql)).rowsChanged;
      } finally {
        this.#prepared.forget();
      }
    });
  }

  /** Column names and DuckDB type names of a query, without running it. */
  async describe(sql: Sql): Promise<{ name: string; type: string }[]> {
    const rows = await this.all<{ column_name: string; column_type: string }>({
      text: `DESCRIBE ${sql.text}`,
      ...(sql.params === undefined ? {} : { params: sql.params }),
    });
    return rows.map((row) => ({ name: row.column_name, type: row.column_type }));
  }

  /** Appends column-wise chunks (at most 2,048 rows each) to a table; far faster than INSERT. */
  async append(table: string, types: readonly DuckDBType[], chunks: Iterable<readonly DuckDBValue[][]>): Promise<void> {
    await this.#guard(async () => {
      const appender = await this.#driver.createAppender(table);
      try {
        for (const columns of chunks) {
          const chunk = DuckDBDataChunk.create([...types]);
          chunk.setColumns(columns);
          appender.appendDataChunk(chunk);
        }
      } finally {
        appender.closeSync();
        this.#prepared.forget();
      }
    });
  }

  /** Share done of the running statement, 0 to 1; undefined while DuckDB does not know. */
  progress(): number | undefined {
    const { percentage } = this.#driver.progress;
    return percentage < 0 ? undefined : percentage / 100;
  }

  /** Ends the transaction whatever became of it: also when its signal has fired, which every other statement heeds. */
  async rollback(): Promise<void> {
    try {
      await this.#driver.run('ROLLBACK');
    } catch (error) {
      throw mapDuckDBError(error);
    }
  }

  async dropTempTable(name: string): Promise<void> {
    await this.run({ text: `DROP TABLE IF EXISTS temp.${ident(name)}` });
  }

  close(): void {
    this.#prepared.forget();
    this.#driver.closeSync();
  }

  async #execute({ text, params }: Sql): Promise<DuckDBMaterializedResult> {
    if (params === undefined) return this.#driver.run(text);
    const { values, types } = toBindings(params);
    // The driver's own run() first looks for several statements in the text, which takes a while.
    const statement = await this.#driver.prepare(text);
    try {
      statement.bind(values, types);
      return await statement.run();
    } finally {
      statement.destroySync();
    }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#signal?.aborted === true) throw new DeskError('CANCELLED', 'Cancelled. Nothing was changed.');
    try {
      return await work();
    } catch (error) {
      throw mapDuckDBError(error);
    }
  }
}
