/**
 * The embedded database: leased connections for readers, one queue for writers. DuckDB gives every connection a
 * consistent snapshot, so readers never wait for the writer.
 */
import { DuckDBInstance, version } from '@duckdb/node-api';
import { Connection } from './connection.ts';
import { mapDuckDBError } from './map-error.ts';

/** For example `v1.5.5`. */
export const duckdbVersion = version();

export interface DatabaseOptions {
  /** Where DuckDB may spill. */
  readonly spillDirectory: string;
  /** DuckDB's own notation, for example `2GB`. */
  readonly memoryLimit: string;
  readonly threads?: number;
}

export class Database {
  readonly #instance: DuckDBInstance;
  readonly #idle: Connection[] = [];
  readonly #open = new Set<Connection>();
  #writers: Promise<unknown> = Promise.resolve();
  #commits = 0;
  #committing = false;
  #closed = false;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Opens or creates the file at `path` (or `:memory:`). No extension is ever fetched. */
  static async open(path: string, options: DatabaseOptions): Promise<Database> {
    try {
      const instance = await DuckDBInstance.create(path, {
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        allow_community_extensions: 'false',
        // Texts under review are read a window at a time and written in bulk: compressing them costs a second for every
        // hundred megabytes at the next commit, and milliseconds at every look.
        force_compression: 'uncompressed',
        // A bulk copy is already safe in the write-ahead log: folding it into the file can wait for the close, so that no
        // person's next change waits for it. Replaying this much after a crash takes a few seconds.
        checkpoint_threshold: '1GB',
        memory_limit: options.memoryLimit,
        temp_directory: options.spillDirectory,
        ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      });
      return new Database(instance);
    } catch (error) {
      throw mapDuckDBError(error);
    }
  }

  /**
   * Changes with every commit; undefined while one is under way. What was read between two looks at the same moment is
   * of one state of the store, on however many connections: nobody else writes to it.
   */
  get moment(): number | undefined {
    return this.#committing ? undefined : this.#commits;
  }

  /** Lends a connection for reading. */
  async read<T>(work: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = this.#idle.pop() ?? (await this.#connect());
    try {
      return await connection.underSignal(signal, () => work(connection));
    } finally {
      if (this.#closed) connection.close();
      else this.#idle.push(connection);
    }
  }

  /** Runs `work` as the only writer, in one transaction: all of it happens, or none. */
  async write<T>(work: (connection: Connection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.read((connection) => this.writeOn(connection, work, signal));
  }

  /** As {@link write}, on a connection already leased: for work that first reads at length into temporary tables. */
  async writeOn<T>(
    connection: Connection,
    work: (connection: Connection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const transaction = (): Promise<T> => this.#inTransaction(connection, work, signal);
    const turn = this.#writers.then(transaction, transaction);
    this.#writers = turn.catch(() => undefined);
    return turn;
  }

  /** Waits for the writer at work, then closes every connection and the file. */
  async close(): Promise<void> {
    await this.#writers;
    this.#closed = true;
    for (const connection of this.#open) connection.close();
    this.#open.clear();
    this.#instance.closeSync();
  }

  async #connect(): Promise<Connection> {
    try {
      const connection = new Connection(await this.#instance.connect(), () => this.moment);
      this.#open.add(connection);
      for (const text of [
        'SET enable_progress_bar = true',
        'SET enable_progress_bar_print = false',
        'SET progress_bar_time = 0',
        "SET TimeZone = 'UTC'",
      ]) {
        await connection.run({ text });
      }
      return connection;
    } catch (error) {
      throw mapDuckDBError(error);
    }
  }

  async #inTransaction<T>(
    connection: Connection,
    work: (connection: Connection) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    await connection.run({ text: 'BEGIN TRANSACTION' });
    let result: T;
    try {
      result = await connection.underSignal(signal, () => work(connection));
    } catch (error) {
      await connection.rollback();
      throw error;
    }
    this.#committing = true;
    try {
      await connection.run({ text: 'COMMIT' });
    } finally {
      this.#committing = false;
      this.#commits += 1;
    }
    return result;
  }
}
