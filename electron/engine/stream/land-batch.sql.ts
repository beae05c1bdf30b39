import type { Column } from '../../contract/load.ts';
import { ident, literal, type Sql } from '../db/sql.ts';
import { BIGINT, BLOB, INTEGER, LIST, STRUCT, VARCHAR, type DuckDBType } from '../db/types.ts';
import { fileLiteral } from '../intake/file-path.sql.ts';

/** Gone again once it is in landing: what it holds is patient text. */
export const batchTable = 'stream_batch';

export const headersType = 'STRUCT("key" VARCHAR, "value" BLOB)[]';

/** What landing keeps of a message beside the source's columns. No source column's name starts so. */
const ownColumns: readonly { readonly name: string; readonly sql: string; readonly type: DuckDBType }[] = [
  { name: '_desk_place', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_partition', sql: 'INTEGER', type: INTEGER },
  { name: '_desk_offset', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_timestamp', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_key', sql: 'BLOB', type: BLOB },
  { name: '_desk_headers', sql: headersType, type: LIST(STRUCT({ key: VARCHAR, value: BLOB })) },
  { name: '_desk_value', sql: 'BLOB', type: BLOB },
];

export const createBatchTable = (columns: readonly Column[]): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${batchTable} (${[
    ...columns.map(({ name, type }) => `${ident(name)} ${type}`),
    ...ownColumns.map(({ name, sql }) => `${name} ${sql}`),
  ].join(', ')})`,
});

export const batchTypes = (columns: readonly Column[]): DuckDBType[] => [
  ...columns.map(() => VARCHAR),
  ...ownColumns.map(({ type }) => type),
];

/** zstd, as all landing is. */
export const copyBatch = (landing: string): Sql => ({
  text: `COPY temp.${batchTable} TO ${literal(landing)} (FORMAT parquet, COMPRESSION zstd)`,
});

export const selectLandedValue = (landing: string, ordinal: number): Sql => ({
  text: `SELECT _desk_partition AS partition, _desk_offset AS "offset", _desk_value AS value
    FROM read_parquet(${fileLiteral(landing)}, hive_partitioning = false, file_row_number = true)
    WHERE file_row_number + 1 = $ordinal`,
  params: { ordinal },
});
