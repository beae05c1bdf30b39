/**
 * Statements of an operation, in temporary tables that live as long as its transaction: `op_touched` (the records it
 * means and the state they were in) and `op_event` (what it changes, one row an event).
 */
import type { Column } from '../../contract/load.ts';
import { ident, type Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { landingRelation } from '../intake/landing.sql.ts';
import { reviewTable } from './review-table.sql.ts';
import type { Predicate } from './selection.sql.ts';

export const touchedTable = 'op_touched';
export const findingsTable = 'op_findings';
const wantedTable = 'op_wanted';

export const createEvents = (): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE op_event
    (ordinal BIGINT, reject BIGINT, column_name VARCHAR, old_value VARCHAR, new_value VARCHAR)`,
});

/** The records named by ordinal, whether they are under review yet or not. */
export const wantOrdinals = (ordinals: readonly number[]): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${wantedTable} AS SELECT unnest($ordinals)::BIGINT AS ordinal`,
  params: { ordinals: ordinals.map(String) },
});

/** Clean records that were never under review and whose values fit. */
export const wantFromLanding = (load: StoredLoad, predicate: Predicate): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${wantedTable} AS
    SELECT _desk_ordinal AS ordinal FROM ${landingRelation(load.landing, load.columns)} WHERE ${predicate.text}`,
  params: predicate.params,
});

export const wanted = wantedTable;

export const createTouched = (load: StoredLoad, predicate: Predicate): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${touchedTable} AS
    SELECT _desk_ordinal AS ordinal, _desk_state AS before FROM ${reviewTable(load.row.id)} WHERE ${predicate.text}`,
  params: predicate.params,
});

export const selectVersion = (load: StoredLoad): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal, _desk_version AS version FROM ${reviewTable(load.row.id)}
    WHERE _desk_ordinal IN (SELECT ordinal FROM ${touchedTable})`,
});

/** Whether the text is a value of the column's type, and how that type writes it. */
export const castValue = (column: Column, value: string): Sql => ({
  text: `SELECT TRY_CAST($value AS ${column.type})::VARCHAR AS written`,
  params: { value },
});

export const cellEvents = (load: StoredLoad, column: Column, value: string | null): Sql => ({
  text: `INSERT INTO op_event
    SELECT _desk_ordinal, NULL, $column, ${ident(column.name)}::VARCHAR, $value FROM ${reviewTable(load.row.id)}
    WHERE _desk_ordinal IN (SELECT ordinal FROM ${touchedTable}) AND ${ident(column.name)}::VARCHAR IS DISTINCT FROM $value`,
  params: { column: column.name, value },
});

/** Writes the events' new values into the column they speak of. */
export const applyCells = (load: StoredLoad, column: Column): Sql => ({
  text: `UPDATE ${reviewTable(load.row.id)} AS r SET ${ident(column.name)} = e.new_value::${column.type}
    FROM op_event e WHERE e.ordinal = r._desk_ordinal AND e.column_name = $column`,
  params: { column: column.name },
});

export const bumpVersions = (load: StoredLoad): Sql => ({
  text: `UPDATE ${reviewTable(load.row.id)} SET _desk_version = _desk_version + 1
    WHERE _desk_ordinal IN (SELECT ordinal FROM op_event WHERE ordinal IS NOT NULL)`,
});

export const updateCorrections = (load: string, operation: string): Sql => ({
  text: `UPDATE correction AS c SET current_value = e.new_value, operation = $operation
    FROM op_event e WHERE c.load = $load AND c.ordinal = e.ordinal AND c.column_name = e.column_name`,
  params: { load, operation },
});

export const insertCorrections = (load: string, operation: string): Sql => ({
  text: `INSERT INTO correction
    SELECT $load, e.ordinal, e.column_name, e.old_value, e.new_value, $operation FROM op_event e
    WHERE e.column_name IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM correction c WHERE c.load = $load AND c.ordinal = e.ordinal AND c.column_name = e.column_name)`,
  params: { load, operation },
});

/** A decision's events: every touched record whose state the operation changed. */
export const stateEvents = (load: StoredLoad): Sql => ({
  text: `INSERT INTO op_event
    SELECT r._desk_ordinal, NULL, NULL, t.before, r._desk_state
    FROM ${reviewTable(load.row.id)} r JOIN ${touchedTable} t ON t.ordinal = r._desk_ordinal
    WHERE r._desk_state <> t.before`,
});

export const countEffect = (load: StoredLoad): Sql => ({
  text: `SELECT
      count(*) FILTER (t.before = 'quarantined' AND r._desk_state <> 'quarantined') AS cleared,
      count(*) FILTER (t.before = 'quarantined' AND r._desk_state = 'quarantined') AS still_failing,
      count(*) FILTER (t.before <> 'quarantined' AND r._desk_state = 'quarantined') AS newly_failing
    FROM ${touchedTable} t JOIN ${reviewTable(load.row.id)} r ON r._desk_ordinal = t.ordinal`,
});

export const countEvents = (): Sql => ({
  text: `SELECT count(DISTINCT coalesce('r' || reject, ordinal::VARCHAR)) AS records,
    count(*) FILTER (column_name IS NOT NULL) AS cells FROM op_event`,
});

export interface EventRow {
  ordinal: number | null;
  reject: number | null;
  column_name: string | null;
  old_value: string | null;
  new_value: string | null;
}

const eventOrder = 'ORDER BY ordinal NULLS LAST, reject, column_name';

export const selectOperationEvents = (): Sql => ({ text: `SELECT * FROM op_event ${eventOrder}` });

export const sampleEvents = (load: StoredLoad, limit: number): Sql => ({
  text: `SELECT e.*, coalesce(r._desk_state, j.state) AS state FROM op_event e
    LEFT JOIN ${reviewTable(load.row.id)} r ON r._desk_ordinal = e.ordinal
    LEFT JOIN reject j ON j.load = $load AND j.number = e.reject
    ${eventOrder.replaceAll(/(ordinal|reject|column_name)/g, 'e.$1')} LIMIT $limit`,
  params: { load: load.row.id, limit },
});

export interface OperationRow {
  id: string;
  kind: string;
  load: string;
  happened_at: string;
  actor: string;
  reason: string;
  records: number;
  cells: number;
  undoes: string | null;
  undone_by: string | null;
}

export const insertOperation = (row: OperationRow): Sql => ({
  text: 'INSERT INTO operation VALUES ($id, $kind, $load, $happened_at, $actor, $reason, $records, $cells, $undoes, $undone_by)',
  params: { ...row },
});

export const selectOperation = (id: string): Sql => ({
  text: 'SELECT * FROM operation WHERE id = $id',
  params: { id },
});

export const selectOperations = (load: string | undefined, limit: number): Sql => ({
  text: `SELECT * FROM operation WHERE ${load === undefined ? 'true' : 'load = $load'} ORDER BY happened_at DESC, id DESC LIMIT $limit`,
  params: load === undefined ? { limit } : { load, limit },
});

export const setUndoneBy = (id: string, by: string | null): Sql => ({
  text: 'UPDATE operation SET undone_by = $by WHERE id = $id',
  params: { id, by },
});
