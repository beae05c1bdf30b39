/** The driver's column types that the engine appends with, and the values of those that JavaScript has none for. */
export { BIGINT, BLOB, INTEGER, LIST, STRUCT, VARCHAR, blobValue, listValue, structValue } from '@duckdb/node-api';
export type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
