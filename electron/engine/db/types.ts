/** The driver's column types that the engine appends with. */
export { BIGINT, BLOB, INTEGER, VARCHAR } from '@duckdb/node-api';
