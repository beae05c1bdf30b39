/** A closed workspace's store, opened with a DuckDB of its own: to look into every table, or to tamper with it. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';

export async function withStore<T>(workspace: string, work: (store: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(join(workspace, 'desk.duckdb'));
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

export async function rowsOf<T = Record<string, unknown>>(store: DuckDBConnection, sql: string): Promise<T[]> {
  return (await store.runAndReadAll(sql)).getRowObjectsJson() as T[];
}

/** Every row of every table. */
export async function dumpStore(workspace: string): Promise<Record<string, unknown[]>> {
  return withStore(workspace, async (store) => {
    const tables = await rowsOf<{ name: string }>(store, 'SELECT table_name AS name FROM duckdb_tables() ORDER BY 1');
    const dump: Record<string, unknown[]> = {};
    for (const { name } of tables) {
      const { length } = await rowsOf(
        store,
        `SELECT 1 FROM duckdb_columns() WHERE table_name = '${name.replaceAll("'", "''")}'`,
      );
      const order = Array.from({ length }, (_, index) => index + 1).join(', ');
      dump[name] = await rowsOf(store, `SELECT * FROM "${name.replaceAll('"', '""')}" ORDER BY ${order}`);
    }
    return dump;
  });
}
