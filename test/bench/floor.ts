/** The least a load can cost: one DuckDB statement that reads the file, checks it in its WHERE and writes Parquet. */
import { rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';

const columns = ['column0', 'description', 'medical_specialty', 'sample_name', 'transcription', 'keywords'];

/** Seconds, in a fresh instance. */
export async function timeFloor(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const target = `${file}.parquet`;
  const began = performance.now();
  await connection.run(copy(file, target));
  const seconds = (performance.now() - began) / 1_000;
  connection.closeSync();
  instance.closeSync();
  await rm(target);
  return seconds;
}

function copy(file: string, target: string): string {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const types = columns.map((name) => `${name}: 'VARCHAR'`).join(', ');
  return `
    COPY (
      SELECT * FROM read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"',
        escape = '"', columns = {${types}})
      WHERE regexp_matches(medical_specialty, '^[A-Za-z\\s]+$')
    ) TO ${literal(target)} (FORMAT parquet, COMPRESSION snappy)`;
}
