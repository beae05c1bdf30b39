/**
 * What an operation left behind and what of it can still be turned back: wherever no later operation that stands has
 * worked since. An operation stands until it is undone, and again once that is undone; what a record shows of one is
 * an odd number of changes by it and its undoings.
 */
import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { touch } from './operation.sql.ts';
import { reviewTable } from './review-table.sql.ts';

const lineageTable = 'undo_lineage';
const cellTable = 'undo_cell';
const decisionTable = 'undo_decision';

/** What is turned back: `whole` for an operation with all its undoings, otherwise one of those alone. */
export interface Undone {
  readonly id: string;
  readonly root: string;
  /** The root's. */
  readonly kind: string;
  /** Whether it made the change, or took it back. */
  readonly forth: boolean;
  readonly whole: boolean;
}

/** Every operation of the load: the one it goes back to, whether it made that one's change, and its place in time. */
export const createLineage = (load: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${lineageTable} AS
    WITH RECURSIVE lineage(id, root, kind, forth) AS (
      SELECT id, id, kind, true FROM operation WHERE load = $load AND undoes IS NULL
      UNION ALL
      SELECT o.id, l.root, l.kind, NOT l.forth FROM operation o JOIN lineage l ON o.undoes = l.id)
    SELECT l.*, e.seq FROM lineage l
    JOIN (SELECT operation, min(seq) AS seq FROM audit_event WHERE load = $load GROUP BY operation) e ON e.operation = l.id`,
  params: { load },
});

export const selectLineage = (id: string): Sql => ({
  text: `SELECT root, kind, forth FROM ${lineageTable} WHERE id = $id`,
  params: { id },
});

const isTurned = (undone: Undone): string => (undone.whole ? 'root = $root' : 'root = $root AND id = $undone');

const turnedParams = (undone: Undone): Record<string, string> =>
  undone.whole ? { root: undone.root } : { root: undone.root, undone: undone.id };

/** The cells it changed, turned round. */
export const createCells = (load: string, undone: Undone): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${cellTable} AS
    WITH change AS (
      SELECT split_part(a.record, ':', 2)::BIGINT AS ordinal, a.column_name, a.old_value, a.new_value, a.seq, l.id, l.root
      FROM audit_event a JOIN ${lineageTable} l ON l.id = a.operation
      WHERE a.load = $load AND a.column_name IS NOT NULL),
    mine AS (
      SELECT ordinal, column_name, max(seq) AS seq, count(*) AS times, arg_max({old: new_value, new: old_value}, seq) AS back
      FROM change WHERE ${isTurned(undone)} GROUP BY ordinal, column_name),
    later AS (
      SELECT DISTINCT ordinal, column_name FROM (
        SELECT c.ordinal, c.column_name FROM change c
        JOIN mine m ON m.ordinal = c.ordinal AND m.column_name = c.column_name
        WHERE c.root <> $root GROUP BY c.ordinal, c.column_name, c.root, m.seq
        HAVING count(*) % 2 = 1 AND max(c.seq) > m.seq))
    SELECT m.ordinal, m.column_name, m.back.old AS old_value, m.back.new AS new_value,
      l.ordinal IS NULL AND c.current_value IS NOT DISTINCT FROM m.back.old AS free
    FROM mine m
    LEFT JOIN later l ON l.ordinal = m.ordinal AND l.column_name = m.column_name
    LEFT JOIN correction c ON c.load = $load AND c.ordinal = m.ordinal AND c.column_name = m.column_name
    ${undone.whole ? 'WHERE m.times % 2 = 1' : ''}`,
  params: { load, ...turnedParams(undone) },
});

export const undoCells = (): Sql => ({
  text: `INSERT INTO op_event SELECT ordinal, NULL, column_name, old_value, new_value FROM ${cellTable} WHERE free`,
});

export const changedColumns = (): Sql => ({
  text: 'SELECT DISTINCT column_name AS name FROM op_event WHERE column_name IS NOT NULL',
});

/** Its decisions on records and rejects, turned round. */
export const createDecisions = (load: StoredLoad, undone: Undone): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${decisionTable} AS
    WITH taken AS (
      SELECT d.ordinal, d.reject, d.before, d.after, l.id, l.root, l.seq
      FROM decision d JOIN ${lineageTable} l ON l.id = d.operation WHERE d.load = $load),
    mine AS (
      SELECT ordinal, reject, max(seq) AS seq, count(*) AS times, arg_max({before: after, after: before}, seq) AS back
      FROM taken WHERE ${isTurned(undone)} GROUP BY ordinal, reject),
    later AS (
      SELECT DISTINCT ordinal, reject FROM (
        SELECT t.ordinal, t.reject FROM taken t
        JOIN mine m ON t.ordinal IS NOT DISTINCT FROM m.ordinal AND t.reject IS NOT DISTINCT FROM m.reject
        WHERE t.root <> $root GROUP BY t.ordinal, t.reject, t.root, m.seq
        HAVING count(*) % 2 = 1 AND max(t.seq) > m.seq)),
    -- Repaired rejects whose records somebody has worked on since: taking those back would lose that work.
    kept AS (
      SELECT DISTINCT _desk_reject AS reject FROM ${reviewTable(load.row.id)}
      WHERE _desk_repair = $root AND NOT _desk_withdrawn AND (_desk_excluded
        OR _desk_ordinal IN (SELECT ordinal FROM correction WHERE load = $load AND current_value IS DISTINCT FROM source_value)
        OR _desk_ordinal IN (SELECT ordinal FROM waiver WHERE load = $load AND revoked_by IS NULL)))
    SELECT m.ordinal, m.reject, m.back.before AS before, m.back.after AS after,
      NOT EXISTS (SELECT 1 FROM later l
        WHERE l.ordinal IS NOT DISTINCT FROM m.ordinal AND l.reject IS NOT DISTINCT FROM m.reject)
      AND CASE WHEN m.reject IS NULL THEN r._desk_excluded = (m.back.before = 'excluded')
        ELSE j.state = m.back.before AND (m.back.before <> 'repaired' OR m.reject NOT IN (SELECT reject FROM kept)) END AS free
    FROM mine m
    LEFT JOIN ${reviewTable(load.row.id)} r ON r._desk_ordinal = m.ordinal
    LEFT JOIN reject j ON j.load = $load AND j.number = m.reject
    ${undone.whole ? 'WHERE m.times % 2 = 1' : ''}`,
  params: { load: load.row.id, ...turnedParams(undone) },
});

export const undoDecisions = (load: string, operation: string): Sql => ({
  text: `INSERT INTO decision
    SELECT $operation, $load, ordinal, reject, before, after FROM ${decisionTable} WHERE free`,
  params: { load, operation },
});

/** The records of a repair go and come with the state of its reject. */
export const withdrawRepaired = (load: StoredLoad, undone: Undone, operation: string): Sql => ({
  text: `UPDATE ${reviewTable(load.row.id)} AS r SET _desk_withdrawn = (d.after <> 'repaired')
    FROM decision d WHERE d.operation = $operation AND d.reject = r._desk_reject AND r._desk_repair = $root`,
  params: { operation, root: undone.root },
});

const whatItDid = (undone: Undone): string =>
  `(SELECT id FROM ${lineageTable} WHERE ${isTurned(undone)} AND ${undone.forth ? 'forth' : 'NOT forth'})`;

const excludedSince = (load: StoredLoad): string =>
  `(SELECT _desk_ordinal FROM ${reviewTable(load.row.id)} WHERE _desk_excluded)`;

export const takeBackWaivers = (load: StoredLoad, undone: Undone, operation: string): Sql => ({
  text: `UPDATE waiver SET revoked_by = $operation
    WHERE load = $load AND revoked_by IS NULL AND operation IN ${whatItDid(undone)} AND ordinal NOT IN ${excludedSince(load)}`,
  params: { load: load.row.id, operation, ...turnedParams(undone) },
});

/** Anew, not the old ones again: so that this too can be undone. */
export const restoreWaivers = (load: StoredLoad, undone: Undone, operation: string): Sql => ({
  text: `INSERT INTO waiver
    SELECT load, ordinal, expectation_key, value, CASE WHEN count(until) = count(*) THEN max(until) END, $operation, NULL
    FROM waiver w
    WHERE load = $load AND revoked_by IN ${whatItDid(undone)} AND ordinal NOT IN ${excludedSince(load)}
      AND NOT EXISTS (SELECT 1 FROM waiver a WHERE a.load = w.load AND a.ordinal = w.ordinal AND a.revoked_by IS NULL
        AND a.expectation_key = w.expectation_key AND a.value IS NOT DISTINCT FROM w.value)
    GROUP BY load, ordinal, expectation_key, value`,
  params: { load: load.row.id, operation, ...turnedParams(undone) },
});

export const touchCorrected = (load: string): Sql =>
  touch(load, {
    text: `NOT _desk_withdrawn AND _desk_ordinal IN (SELECT ordinal FROM ${cellTable} WHERE free)`,
    params: {},
  });

/** Also the records of a repair that is done again: the suite may be another by now. */
export const touchDecided = (load: string, operation: string): Sql =>
  touch(load, {
    text: `NOT _desk_withdrawn AND (_desk_ordinal IN (
        SELECT ordinal FROM decision WHERE operation = $operation AND ordinal IS NOT NULL
        UNION SELECT ordinal FROM waiver WHERE load = $load AND (operation = $operation OR revoked_by = $operation))
      OR _desk_reject IN (SELECT reject FROM decision WHERE operation = $operation AND reject IS NOT NULL))`,
    params: { operation, load },
  });

export interface SkippedRow {
  ordinal: number | null;
  reject: number | null;
  column_name: string | null;
}

export const selectSkippedCells = (limit: number): Sql => ({
  text: `SELECT ordinal, NULL AS reject, column_name FROM ${cellTable} WHERE NOT free
    ORDER BY ordinal, column_name LIMIT $limit`,
  params: { limit },
});

export const selectSkippedDecisions = (limit: number): Sql => ({
  text: `SELECT ordinal, reject, NULL AS column_name FROM ${decisionTable} WHERE NOT free
    ORDER BY ordinal NULLS LAST, reject LIMIT $limit`,
  params: { limit },
});

/** Undone is what stands for the change now: the operation itself, or whatever brought it back; then it stands again. */
export const markUndone = (undone: Undone, by: string): Sql => ({
  text: `UPDATE operation SET undone_by = $by WHERE undone_by IS NULL
    AND id IN (SELECT id FROM ${lineageTable} WHERE root = $root AND ${undone.forth ? 'forth' : 'NOT forth'})`,
  params: { by, root: undone.root },
});

export const markStanding = (id: string): Sql => ({
  text: 'UPDATE operation SET undone_by = NULL WHERE id = $id',
  params: { id },
});

export const dropUndoTables = (): Sql => ({
  text: [lineageTable, cellTable, decisionTable].map((table) => `DROP TABLE IF EXISTS temp.${table}`).join('; '),
});
