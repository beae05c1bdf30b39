import { rowGroupRows } from '../db/row-groups.ts';
import { ident, literal, type Sql } from '../db/sql.ts';
import { fileLiteral } from './file-path.sql.ts';
import type { CsvDialect } from './scan/csv-dialect.ts';

/** For clean copies: the longest record the counter lets pass, every byte of it a quote to be doubled, and its commas. */
const maxLineSize = 17 * 1024 * 1024;

/** zstd keeps long dictation at a tenth of its size and is as fast to write as snappy. */
const landingOptions = (bytesPerRow: number): string =>
  `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupRows(bytesPerRow)}`;

export interface CsvReading {
  readonly path: string;
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  readonly gzip: boolean;
  /** A copy of ours may hold records of any length; the original only DuckDB's default. */
  readonly cleanCopy: boolean;
  /** Roughly, from the first records; decides the size of row groups. */
  readonly bytesPerRow: number;
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
    // A folder called year=2024 must not overrule a column called year.
    'hive_partitioning = false',
    // Said, since DuckDB would learn the line end from the first record, quoted line ends and all.
    ...(reading.cleanCopy ? [`max_line_size = ${maxLineSize}`, String.raw`new_line = '\n'`] : []),
  ];
  return `read_csv(${fileLiteral(reading.path)}, ${options.join(', ')})`;
}

export const landCsv = (reading: CsvReading, landing: string): Sql => ({
  text: `COPY (SELECT * FROM ${readCsv(reading)}) TO ${literal(landing)} (${landingOptions(reading.bytesPerRow)})`,
});

const readParquet = (path: string): string => `read_parquet(${fileLiteral(path)}, hive_partitioning = false)`;

/** `columns` pairs the source's names with ours. */
export function landParquet(
  path: string,
  columns: readonly { from: string; to: string }[],
  landing: string,
  bytesPerRow: number,
): Sql {
  const list = columns.map(({ from, to }) => `${ident(from)} AS ${ident(to)}`).join(', ');
  return {
    text: `COPY (SELECT ${list} FROM ${readParquet(path)}) TO ${literal(landing)} (${landingOptions(bytesPerRow)})`,
  };
}

export const landAnchors = (csv: string, landing: string): Sql => ({
  text: `COPY (SELECT * FROM read_csv(${fileLiteral(csv)}, hive_partitioning = false, auto_detect = false, header = false, delim = ',',
    columns = {'ordinal': 'BIGINT', 'line': 'BIGINT', 'byte_offset': 'BIGINT', 'span': 'BIGINT'}))
    TO ${literal(landing)} (FORMAT parquet, COMPRESSION zstd)`,
});

/** Read from the footer, so that counting costs nothing. */
export const countLanded = (landing: string): Sql => ({
  text: `SELECT coalesce(sum(num_rows), 0)::BIGINT AS records FROM parquet_file_metadata(${fileLiteral(landing)})`,
});

export const countCsv = (reading: CsvReading): Sql => ({
  text: `SELECT count(*) AS records FROM (SELECT * FROM ${readCsv(reading)})`,
});

export const parquetColumns = (path: string): Sql => ({ text: `SELECT * FROM ${readParquet(path)}` });

export const globFiles = (pattern: string): Sql => ({ text: 'SELECT file FROM glob($pattern)', params: { pattern } });

export const importRejects = (jsonl: string, load: string, file: number, numbersFrom: number): Sql => ({
  text: `INSERT INTO reject
    SELECT $load, $from + row_number() OVER (ORDER BY byte_offset), $file, first_line, last_line, byte_offset, reason,
      detail, from_base64(raw), 'quarantined'
    FROM read_json(${fileLiteral(jsonl)}, hive_partitioning = false, format = 'newline_delimited', maximum_object_size = 67108864,
      columns = {first_line: 'BIGINT', last_line: 'BIGINT', byte_offset: 'BIGINT', reason: 'VARCHAR', detail: 'VARCHAR', raw: 'VARCHAR'})`,
  params: { load, file, from: numbersFrom },
});

/** The first rows as text: `v0`, `v1`, … in column order. */
export const previewParquet = (path: string, names: readonly string[], limit: number): Sql => ({
  text: `SELECT ${names.map((name, index) => `${ident(name)}::VARCHAR AS v${index}`).join(', ')}
    FROM ${readParquet(path)} LIMIT $limit`,
  params: { limit },
});
