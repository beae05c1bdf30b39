import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { touchedTable } from './operation.sql.ts';
import { reviewTable } from './review-table.sql.ts';

const cellTable = 'undo_cell';

/**
 * The cells an operation changed, from the trail, turned round; `free` where nobody has touched the cell since.
 */
export const createCells = (load: string, operation: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${cellTable} AS
    SELECT split_part(a.record, ':', 2)::BIGINT AS ordinal, a.column_name, a.new_value AS old_value, a.old_value AS new_value,
      coalesce(c.operation = $operation, false) AS free
    FROM audit_event a
    LEFT JOIN correction c ON c.load = $load AND c.ordinal = split_part(a.record, ':', 2)::BIGINT AND c.column_name = a.column_name
    WHERE a.operation = $operation AND a.load = $load AND a.column_name IS NOT NULL`,
  params: { load, operation },
});

export const undoCells = (): Sql => ({
  text: `INSERT INTO op_event SELECT ordinal, NULL, column_name, old_value, new_value FROM ${cellTable} WHERE free`,
});

export const changedColumns = (): Sql => ({
  text: 'SELECT DISTINCT column_name AS name FROM op_event WHERE column_name IS NOT NULL',
});

/** Exclusions of an operation that still stand as it left them. */
export const undoExclusions = (load: StoredLoad, undone: string, operation: string): Sql => ({
  text: `INSERT INTO decision
    SELECT $operation, d.load, d.ordinal, NULL, d.after, d.before
    FROM decision d JOIN ${reviewTable(load.row.id)} r ON r._desk_ordinal = d.ordinal
    WHERE d.operation = $undone AND d.ordinal IS NOT NULL AND r._desk_excluded = (d.after = 'excluded')`,
  params: { undone, operation },
});

export const undoRejectDecisions = (load: string, undone: string, operation: string): Sql => ({
  text: `INSERT INTO decision
    SELECT $operation, d.load, NULL, d.reject, d.after, d.before
    FROM decision d JOIN reject j ON j.load = $load AND j.number = d.reject
    WHERE d.operation = $undone AND d.reject IS NOT NULL AND j.state = d.after
      AND NOT (d.after = 'repaired' AND d.reject IN (SELECT reject FROM undo_kept))`,
  params: { load, undone, operation },
});

/** Repaired rejects whose records somebody has worked on since: taking those back would lose that work. */
export const createKept = (load: StoredLoad): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE undo_kept AS
    SELECT DISTINCT _desk_reject AS reject FROM ${reviewTable(load.row.id)}
    WHERE _desk_reject IS NOT NULL AND NOT _desk_withdrawn AND (_desk_version > 1 OR _desk_ordinal IN
      (SELECT ordinal FROM waiver WHERE load = $load AND revoked_by IS NULL))`,
  params: { load: load.row.id },
});

/** The records of a repair go and come with the state of its reject. */
export const withdrawRepaired = (load: StoredLoad, repair: string, operation: string): Sql => ({
  text: `UPDATE ${reviewTable(load.row.id)} AS r SET _desk_withdrawn = (d.after <> 'repaired')
    FROM decision d
    WHERE d.operation = $operation AND d.reject IS NOT NULL AND d.reject = r._desk_reject AND r._desk_repair = $repair`,
  params: { operation, repair },
});

export const takeBackWaivers = (load: string, undone: string, operation: string): Sql => ({
  text: `UPDATE waiver SET revoked_by = $operation WHERE load = $load AND operation = $undone AND revoked_by IS NULL`,
  params: { load, undone, operation },
});

export const restoreWaivers = (load: string, undone: string): Sql => ({
  text: 'UPDATE waiver SET revoked_by = NULL WHERE load = $load AND revoked_by = $undone',
  params: { load, undone },
});

/** Every record that any part of the undone operation spoke of. */
export const touchUndone = (load: StoredLoad, undone: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${touchedTable} AS
    SELECT _desk_ordinal AS ordinal, _desk_state AS before FROM ${reviewTable(load.row.id)}
    WHERE _desk_ordinal IN (
      SELECT ordinal FROM ${cellTable} WHERE free
      UNION SELECT ordinal FROM decision WHERE operation = $undone AND ordinal IS NOT NULL
      UNION SELECT ordinal FROM waiver WHERE load = $load AND (operation = $undone OR revoked_by = $undone))`,
  params: { undone, load: load.row.id },
});

export const selectSkippedCells = (limit: number): Sql => ({
  text: `SELECT ordinal, column_name FROM ${cellTable} WHERE NOT free ORDER BY ordinal LIMIT $limit`,
  params: { limit },
});
