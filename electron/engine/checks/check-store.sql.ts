import type { Sql } from '../db/sql.ts';

export const selectSuite = (hash: string): Sql => ({
  text: 'SELECT json FROM suite WHERE hash = $hash',
  params: { hash },
});

/** The newest first; `loads` are those whose last check used it. */
export const selectSuites = (): Sql => ({
  text: `SELECT hash, name, json_array_length(json, '$.expectations')::BIGINT AS expectations, first_used_at,
      (SELECT count(*) FROM load WHERE suite_hash = hash) AS loads
    FROM suite ORDER BY first_used_at DESC, name, hash`,
});

export const insertSuite = (hash: string, name: string, json: string, at: string): Sql => ({
  text: `INSERT INTO suite SELECT $hash, $name, $json, $at WHERE NOT EXISTS (SELECT 1 FROM suite WHERE hash = $hash)`,
  params: { hash, name, json, at },
});

export interface ValidationRow {
  id: string;
  load: string;
  suite_hash: string;
  happened_at: string;
  actor: string;
  revision: number;
  result: string;
  could_not_run: string;
}

export const insertValidation = (row: ValidationRow): Sql => ({
  text: 'INSERT INTO validation VALUES ($id, $load, $suite_hash, $happened_at, $actor, $revision, $result, $could_not_run)',
  params: { ...row },
});

export const selectLatestValidation = (load: string): Sql => ({
  text: 'SELECT * FROM validation WHERE load = $load ORDER BY happened_at DESC, id DESC LIMIT 1',
  params: { load },
});

export interface SummaryRow {
  id: string;
  at: string;
  actor: string;
  hash: string;
  name: string;
  could_not_run: number;
  success: boolean;
  results: { expectation_key: string; success: boolean; unexpected: number | null }[];
}

/** Newest first. Of each result only what a summary shows is taken: with all its values it may be megabytes long. */
export const selectValidations = (load: string, limit: number): Sql => ({
  text: `SELECT v.id, v.happened_at AS "at", v.actor, v.suite_hash AS hash, coalesce(s.name, '') AS name,
      json_array_length(v.could_not_run)::BIGINT AS could_not_run, shown.success,
      list_transform(shown.results, lambda one: {expectation_key: one.meta.expectation_key, success: one.success,
        unexpected: one.result.unexpected_count}) AS results
    FROM (SELECT *, from_json(result, '{"success": "BOOLEAN", "results": [{"success": "BOOLEAN",
        "meta": {"expectation_key": "VARCHAR"}, "result": {"unexpected_count": "BIGINT"}}]}') AS shown
      FROM validation WHERE load = $load ORDER BY happened_at DESC, id DESC LIMIT $limit) v
    LEFT JOIN suite s ON s.hash = v.suite_hash
    ORDER BY v.happened_at DESC, v.id DESC`,
  params: { load, limit },
});

/** The sentences of the expectations that the last check could not run, as JSON. */
export const selectCouldNotRun = (load: string): Sql => ({
  text: 'SELECT could_not_run FROM validation WHERE load = $load ORDER BY happened_at DESC, id DESC LIMIT 1',
  params: { load },
});

export const markChecked = (load: string, suiteHash: string, at: string): Sql => ({
  text: `UPDATE load SET suite_hash = $suiteHash, checked_at = $at, stale = '[]' WHERE id = $load`,
  params: { load, suiteHash, at },
});

/** `names` is the list of what is stale, as sentences. */
export const markStale = (load: string, names: string): Sql => ({
  text: 'UPDATE load SET stale = $names WHERE id = $load',
  params: { load, names },
});

export const deleteFindings = (load: string): Sql => ({
  text: 'DELETE FROM finding WHERE load = $load',
  params: { load },
});

/** Those of the rows in `ordinals` (a table with a column `ordinal`) for the expectations in `keys`. */
export const deleteFindingsOf = (load: string, ordinals: string, keys: readonly string[]): Sql => ({
  text: `DELETE FROM finding WHERE load = $load AND ordinal IN (SELECT ordinal FROM ${ordinals})
    AND list_contains($keys, expectation_key)`,
  params: { load, keys },
});

/** From the temp table that a run of the suite leaves behind; an expectation that the suite has twice counts once. */
export const keepFindings = (load: string, table: string): Sql => ({
  text: `INSERT INTO finding SELECT $load, ordinal, ${finding} FROM ${table} WHERE ${once(table)}`,
  params: { load },
});

/** Of several loads at once: `rows` (FROM-able) says which of `loads` a finding's row is of, and which of its records it is. */
export const keepFindingsOf = (loads: readonly string[], table: string, rows: string): Sql => ({
  text: `INSERT INTO finding SELECT list_extract($loads, _desk_batch + 1), _desk_ordinal, ${finding}
    FROM ${table} JOIN ${rows} ON _desk_row = ordinal WHERE ${once(table)}`,
  params: { loads },
});

const finding = `expectation_key, column_name, value,
  left(md5(concat_ws(chr(31), expectation_key, column_name, CASE WHEN value IS NULL THEN 'null' ELSE 'value' || chr(31) || value END)), 12)`;

const once = (table: string): string =>
  `expectation IN (SELECT min(expectation) FROM ${table} GROUP BY expectation_key)`;

export const createFailing = (into: string, table: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${into} AS SELECT DISTINCT ordinal FROM ${table}`,
});

/** As {@link createFailing}, from the findings that are kept. */
export const failingRecords = (into: string, load: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${into} AS SELECT DISTINCT ordinal FROM finding WHERE load = $load`,
  params: { load },
});

/** What they hold is patient text: it does not stay behind on a connection. */
export const dropRunTables = (tables: readonly string[]): Sql => ({
  text: tables.map((table) => `DROP TABLE IF EXISTS temp.${table}`).join('; '),
});

export const countRows = (table: string): Sql => ({ text: `SELECT count(*) AS rows FROM ${table}` });
