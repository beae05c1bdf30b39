import type { Column } from '../../contract/load.ts';
import { ident, literal, type Sql } from '../db/sql.ts';
import { BIGINT, BLOB, INTEGER, LIST, STRUCT, VARCHAR, type DuckDBType } from '../db/types.ts';
import { fileLiteral } from '../intake/file-path.sql.ts';

export const headersType = 'STRUCT("key" VARCHAR, "value" BLOB)[]';

interface OwnColumn {
  readonly name: string;
  readonly sql: string;
  readonly type: DuckDBType;
}

/** What landing keeps of a message beside the source's columns. No source column's name starts so. */
const ownColumns: readonly OwnColumn[] = [
  { name: '_desk_place', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_partition', sql: 'INTEGER', type: INTEGER },
  { name: '_desk_offset', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_timestamp', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_key', sql: 'BLOB', type: BLOB },
  { name: '_desk_headers', sql: headersType, type: LIST(STRUCT({ key: VARCHAR, value: BLOB })) },
  { name: '_desk_value', sql: 'BLOB', type: BLOB },
];

/** Only while several batches share a table: the row, which batch it is of, and its ordinal in that. */
const placeColumns: readonly OwnColumn[] = [
  { name: '_desk_row', sql: 'BIGINT', type: BIGINT },
  { name: '_desk_batch', sql: 'INTEGER', type: INTEGER },
  { name: '_desk_ordinal', sql: 'BIGINT', type: BIGINT },
];

export const createBatchTable = (table: string, columns: readonly Column[]): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${table} (${[
    ...columns.map(({ name, type }) => `${ident(name)} ${type}`),
    ...[...ownColumns, ...placeColumns].map(({ name, sql }) => `${name} ${sql}`),
  ].join(', ')})`,
});

export const batchTypes = (columns: readonly Column[]): DuckDBType[] => [
  ...columns.map(() => VARCHAR),
  ...[...ownColumns, ...placeColumns].map(({ type }) => type),
];

/** The `batch`th of a table, from 0, into its landing. */
export function copyBatch(table: string, columns: readonly Column[], batch: number, landing: string): Sql {
  const kept = [...columns.map(({ name }) => ident(name)), ...ownColumns.map(({ name }) => name)].join(', ');
  return {
    text: `COPY (SELECT ${kept} FROM temp.${table} WHERE _desk_batch = ${batch})
      TO ${literal(landing)} (FORMAT parquet, COMPRESSION snappy)`,
  };
}

/** FROM-able: the records of a batch that passed. */
export const passedOf = (table: string, batch: number, findings: string, allPass: boolean): string =>
  `(SELECT * FROM temp.${table} WHERE _desk_batch = ${batch}${
    allPass ? '' : ` AND _desk_row NOT IN (SELECT ordinal FROM temp.${findings})`
  })`;

/** Rows `{batch, failing}`: how many records failed something, for the batches in which one did. */
export const countFailing = (table: string, findings: string): Sql => ({
  text: `SELECT _desk_batch AS batch, count(*) AS failing FROM temp.${table}
    WHERE _desk_row IN (SELECT ordinal FROM temp.${findings}) GROUP BY _desk_batch`,
});

export const selectLandedValue = (landing: string, ordinal: number): Sql => ({
  text: `SELECT _desk_partition AS partition, _desk_offset AS "offset", _desk_value AS value
    FROM read_parquet(${fileLiteral(landing)}, hive_partitioning = false, file_row_number = true)
    WHERE file_row_number + 1 = $ordinal`,
  params: { ordinal },
});
