import { ident, literal, type Sql } from '../db/sql.ts';
import type { CsvDialect } from './scan/csv-dialect.ts';

/** Records longer than DuckDB's own default limit are read only from clean copies, where the limit is ours. */
const maxLineSize = 16 * 1024 * 1024;

/** zstd keeps long dictation at a fifth of its size and is faster to write than gzip. */
const landingOptions = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880';

export interface CsvReading {
  readonly path: string;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  readonly gzip: boolean;
  /** A copy of ours may hold records of any length; the original only DuckDB's default. */
  readonly cleanCopy: boolean;
}

/** Every value text, every option pinned, nothing detected. An unquoted nothing is null, `""` is empty text. */
export function readCsv(reading: CsvReading): string {
  const { dialect } = reading;
  const columns = reading.columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const options = [
    'auto_detect = false',
    `header = ${dialect.header}`,
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote ?? '')}`,
    `escape = ${literal(dialect.quote === null ? '' : (dialect.escape ?? dialect.quote))}`,
    `columns = {${columns}}`,
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'strict_mode = true',
    `compression = ${literal(reading.gzip ? 'gzip' : 'none')}`,
    ...(reading.cleanCopy ? [`max_line_size = ${maxLineSize}`] : []),
  ];
  return `read_csv(${literal(reading.path)}, ${options.join(', ')})`;
}

export const landCsv = (reading: CsvReading, landing: string): Sql => ({
  text: `COPY (SELECT * FROM ${readCsv(reading)}) TO ${literal(landing)} (${landingOptions})`,
});

/** `columns` pairs the source's names with ours. */
export function landParquet(path: string, columns: readonly { from: string; to: string }[], landing: string): Sql {
  const list = columns.map(({ from, to }) => `${ident(from)} AS ${ident(to)}`).join(', ');
  return {
    text: `COPY (SELECT ${list} FROM read_parquet(${literal(path)})) TO ${literal(landing)} (${landingOptions})`,
  };
}

export const landAnchors = (csv: string, landing: string): Sql => ({
  text: `COPY (SELECT * FROM read_csv(${literal(csv)}, auto_detect = false, header = false, delim = ',',
    columns = {'ordinal': 'BIGINT', 'line': 'BIGINT', 'byte_offset': 'BIGINT', 'span': 'BIGINT'}))
    TO ${literal(landing)} (FORMAT parquet, COMPRESSION zstd)`,
});

/** Read from the footer, so that counting costs nothing. */
export const countLanded = (landing: string): Sql => ({
  text: `SELECT coalesce(sum(num_rows), 0)::BIGINT AS records FROM parquet_file_metadata(${literal(landing)})`,
});

export const countCsv = (reading: CsvReading): Sql => ({
  text: `SELECT count(*) AS records FROM (SELECT * FROM ${readCsv(reading)})`,
});

export const parquetColumns = (path: string): Sql => ({ text: `SELECT * FROM read_parquet(${literal(path)})` });

export const globFiles = (pattern: string): Sql => ({ text: 'SELECT file FROM glob($pattern)', params: { pattern } });

export const importRejects = (jsonl: string, load: string, file: number, numbersFrom: number): Sql => ({
  text: `INSERT INTO reject
    SELECT $load, $from + row_number() OVER (ORDER BY byte_offset), $file, first_line, last_line, byte_offset, reason,
      detail, from_base64(raw), 'quarantined'
    FROM read_json(${literal(jsonl)}, format = 'newline_delimited', maximum_object_size = 67108864,
      columns = {first_line: 'BIGINT', last_line: 'BIGINT', byte_offset: 'BIGINT', reason: 'VARCHAR', detail: 'VARCHAR', raw: 'VARCHAR'})`,
  params: { load, file, from: numbersFrom },
});

/** The first rows as text: `v0`, `v1`, … in column order. */
export const previewParquet = (path: string, names: readonly string[], limit: number): Sql => ({
  text: `SELECT ${names.map((name, index) => `${ident(name)}::VARCHAR AS v${index}`).join(', ')}
    FROM read_parquet(${literal(path)}) LIMIT $limit`,
  params: { limit },
});
