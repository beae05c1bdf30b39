import type { Sql } from './sql.ts';

export const ledgerExists = (): Sql => ({
  text: `SELECT count(*) > 0 AS present FROM duckdb_tables() WHERE table_name = 'migration'`,
});

export const createLedger = (): Sql => ({
  text: 'CREATE TABLE migration (version INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at VARCHAR NOT NULL)',
});

export const applied = (): Sql => ({ text: 'SELECT coalesce(max(version), 0) AS version FROM migration' });

export const record = (version: number, name: string, at: string): Sql => ({
  text: 'INSERT INTO migration VALUES ($version, $name, $at)',
  params: { version, name, at },
});
