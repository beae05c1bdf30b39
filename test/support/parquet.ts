/** Reads Parquet with a DuckDB of its own, so that what the engine wrote is judged from outside. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

let shared: Promise<DuckDBConnection> | undefined;

async function connection(): Promise<DuckDBConnection> {
  shared ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect());
  return shared;
}

export async function query<T = Record<string, unknown>>(sql: string): Promise<T[]> {
  const reader = await (await connection()).runAndReadAll(sql);
  return reader.getRowObjectsJson() as T[];
}

export async function run(sql: string): Promise<void> {
  await (await connection()).run(sql);
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Glob characters taken literally, unlike DuckDB does. */
export const literally = (path: string): string => quoted(path.replaceAll(/[*?[]/g, '[$&]'));

export async function columnsOf(path: string): Promise<{ name: string; type: string }[]> {
  const rows = await query<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM read_parquet(${literally(path)}, hive_partitioning = false)`,
  );
  return rows.map((row) => ({ name: row.column_name, type: row.column_type }));
}

/** The order of records in bronze, where nobody promises the order of rows. */
export const byRecord = "split_part(_record_id, ':', 2)::BIGINT";

/**
 * The text columns, byte for byte: behind a dot, because the driver drops a byte order mark that a text begins with. In
 * file order unless another is given.
 */
export async function textRows(
  path: string,
  columns: readonly string[],
  order = 'file_row_number',
): Promise<(string | null)[][]> {
  const list = columns.map((name, index) => `'.' || ${named(name)} AS c${index}`).join(', ');
  const rows = await query<Record<string, string | null>>(
    `SELECT ${list} FROM read_parquet(${literally(path)}, hive_partitioning = false, file_row_number = true) ORDER BY ${order}`,
  );
  return rows.map((row) => columns.map((_, index) => row[`c${index}`]?.slice(1) ?? null));
}
