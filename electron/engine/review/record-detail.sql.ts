import { ident, type Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { anchorsRelation, landingRelation, withLines } from '../intake/landing.sql.ts';

export const selectCorrections = (load: string, ordinal: number): Sql => ({
  text: 'SELECT column_name, source_value FROM correction WHERE load = $load AND ordinal = $ordinal',
  params: { load, ordinal },
});

/** A clean record, as landing has it; named as `recordsByOrdinal` names things. */
export const landedRecord = (load: StoredLoad, ordinal: number): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal, _desk_file AS file, _desk_first_line AS first_line, _desk_last_line AS last_line,
      'clean' AS state, 1 AS version, NULL AS reject,
      ${load.columns.map((column, index) => `${ident(column.name)}::VARCHAR AS v${index}`).join(', ')}
    FROM ${withLines(
      `(SELECT * FROM ${landingRelation(load.landing, load.columns)} WHERE _desk_ordinal = $ordinal)`,
      load.landing,
    )}`,
  params: { ordinal },
});

/** The last anchor at or before a record. */
export const nearestAnchor = (load: StoredLoad, ordinal: number): Sql => ({
  text: `SELECT ordinal, line, byte_offset FROM ${anchorsRelation(load.landing)}
    WHERE ordinal <= $ordinal ORDER BY ordinal DESC LIMIT 1`,
  params: { ordinal },
});

export const selectRecordEvents = (record: string): Sql => ({
  text: `SELECT seq, happened_at AS "at", actor, coalesce(reason, '') AS reason, coalesce(operation, '') AS operation, action,
      column_name AS "column", old_value AS "old", new_value AS "new"
    FROM audit_event WHERE record = $record ORDER BY seq`,
  params: { record },
});
