/**
 * Statements of an operation, in temporary tables that live as long as its transaction: `op_touched` (the records it
 * means, with the state and the version they were in) and `op_event` (what it changes, one row an event).
 */
import { typeFamily } from '../checks/expectation.ts';
import type { Column } from '../../contract/load.ts';
import { exactText } from '../db/exact-text.sql.ts';
import { ident, type Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { landingRelation } from '../intake/landing.sql.ts';
import { reviewTable } from './review-table.sql.ts';
import type { Predicate } from './selection.sql.ts';

export const eventTable = 'op_event';
export const touchedTable = 'op_touched';
export const findingsTable = 'op_findings';
export const wantedTable = 'op_wanted';

export const createOperationTables = (): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${eventTable}
      (ordinal BIGINT, reject BIGINT, column_name VARCHAR, old_value VARCHAR, new_value VARCHAR);
    CREATE OR REPLACE TEMP TABLE ${touchedTable} (ordinal BIGINT, before VARCHAR, version INTEGER)`,
});

/** What they hold is patient text: it does not stay behind on a connection. */
export const dropOperationTables = (): Sql => ({
  text: [eventTable, 'op_event_in_order', touchedTable, findingsTable, wantedTable]
    .map((table) => `DROP TABLE IF EXISTS temp.${table}`)
    .join('; '),
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

export const countUnderReview = (load: StoredLoad, ordinals: readonly number[]): Sql => ({
  text: `SELECT count(*) AS records FROM ${reviewTable(load.row.id)}
    WHERE _desk_ordinal IN (SELECT unnest($ordinals)::BIGINT)`,
  params: { ordinals: ordinals.map(String) },
});

export const touch = (load: string, { text, params }: Predicate): Sql => ({
  text: `INSERT INTO ${touchedTable} SELECT _desk_ordinal, _desk_state, _desk_version
    FROM ${reviewTable(load)} WHERE ${text}`,
  params,
});

export const touchNone = (): Sql => ({ text: `DELETE FROM ${touchedTable}` });

export const selectVersions = (): Sql => ({ text: `SELECT version FROM ${touchedTable} LIMIT 2` });

/** A type in which a number or a day cannot lose what its column's own type would round or cut off. */
function witnessType(type: string): string | null {
  if (type === 'DATE') return 'TIMESTAMP';
  return typeFamily(type) === 'number' && type !== 'DOUBLE' && type !== 'FLOAT' ? 'DECIMAL(38, 12)' : null;
}

/** How the column's type writes the text; null when it is no value of that type, or only after rounding. */
export function castValue(column: Column, value: string): Sql {
  const witness = witnessType(column.type);
  const same =
    witness === null ? 'true' : `TRY_CAST($value AS ${witness}) IS NOT DISTINCT FROM TRY_CAST(written AS ${witness})`;
  return {
    text: `SELECT CASE WHEN ${same} THEN ${exactText('written')} END AS written
      FROM (SELECT TRY_CAST($value AS ${column.type})::VARCHAR AS written)`,
    params: { value },
  };
}

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

export const updateCorrections = (load: string, operation: string): Sql => ({
  text: `UPDATE correction AS c SET current_value = e.new_value, operation = $operation
    FROM op_event e WHERE c.load = $load AND c.ordinal = e.ordinal AND c.column_name = e.column_name`,
  params: { load, operation },
});

/** As {@link updateCorrections}, also of cells that nobody had changed before. */
export const mergeCorrections = (load: string, operation: string): Sql => ({
  text: `MERGE INTO correction AS c USING op_event AS e
    ON c.load = $load AND c.ordinal = e.ordinal AND c.column_name = e.column_name
    WHEN MATCHED THEN UPDATE SET current_value = e.new_value, operation = $operation
    WHEN NOT MATCHED THEN INSERT VALUES ($load, e.ordinal, e.column_name, e.old_value, e.new_value, $operation)`,
  params: { load, operation },
});

/** A decision's events: every touched record whose state changed; with the last day of the waiver, where it has one. */
export const stateEvents = (load: string, until: string | null = null): Sql => ({
  text: `INSERT INTO op_event
    SELECT r._desk_ordinal, NULL, NULL, t.before, concat(r._desk_state, ' until ' || $until)
    FROM ${reviewTable(load)} r JOIN ${touchedTable} t ON t.ordinal = r._desk_ordinal
    WHERE r._desk_state <> t.before`,
  params: { until },
});

export interface Effect {
  cleared: number;
  still_failing: number;
  newly_failing: number;
}

/** What became of the records touched. */
export const selectEffect = (load: string): Sql => ({
  text: `SELECT
      count(*) FILTER (t.before = 'quarantined' AND r._desk_state <> 'quarantined') AS cleared,
      count(*) FILTER (t.before = 'quarantined' AND r._desk_state = 'quarantined') AS still_failing,
      count(*) FILTER (t.before <> 'quarantined' AND r._desk_state = 'quarantined') AS newly_failing
    FROM ${touchedTable} t JOIN ${reviewTable(load)} r ON r._desk_ordinal = t.ordinal`,
});

export const countEvents = (): Sql => ({
  text: `SELECT count(*) AS events, count(DISTINCT ordinal) + count(DISTINCT reject) AS records,
    count(column_name) AS cells FROM op_event`,
});

export interface EventCounts {
  events: number;
  records: number;
  cells: number;
}

export interface EventRow {
  ordinal: number | null;
  reject: number | null;
  column_name: string | null;
  old_value: string | null;
  new_value: string | null;
}

const eventColumns = `e.ordinal, e.reject, e.column_name, ${exactText('e.old_value')} AS old_value, ${exactText('e.new_value')} AS new_value`;
const eventOrder = 'e.ordinal NULLS LAST, e.reject, e.column_name';

export const selectEvents = (): Sql => ({ text: `SELECT ${eventColumns} FROM op_event e ORDER BY ${eventOrder}` });

/** For more events than are read at once. */
export const putEventsInOrder = (): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE op_event_in_order AS
    SELECT row_number() OVER (ORDER BY ${eventOrder}) AS place, * FROM op_event e`,
});

/** Those after place `after`, `count` of them. */
export const selectEventPage = (after: number, count: number): Sql => ({
  text: `SELECT ${eventColumns} FROM op_event_in_order e WHERE place > $after AND place <= $after + $count ORDER BY place`,
  params: { after, count },
});

export const sampleEvents = (load: string, limit: number): Sql => ({
  text: `SELECT ${eventColumns}, coalesce(r._desk_state, j.state) AS state
    FROM (SELECT * FROM op_event e ORDER BY ${eventOrder} LIMIT $limit) e
    LEFT JOIN ${reviewTable(load)} r ON r._desk_ordinal = e.ordinal
    LEFT JOIN reject j ON j.load = $load AND j.number = e.reject
    ORDER BY ${eventOrder}`,
  params: { load, limit },
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

/** Nothing is ever deleted from the table, so its row ids are the order in which things happened. */
export const selectOperations = (load: string | undefined, limit: number): Sql => ({
  text: `SELECT * FROM operation WHERE ${load === undefined ? 'true' : 'load = $load'} ORDER BY rowid DESC LIMIT $limit`,
  params: load === undefined ? { limit } : { load, limit },
});
