import { exactText } from '../db/exact-text.sql.ts';
import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { anchorsRelation } from '../intake/landing.sql.ts';
import { recordId } from '../ids.ts';
import { reviewTable } from './review-table.sql.ts';

export const selectCorrections = (load: string, ordinal: number): Sql => ({
  text: `SELECT column_name, ${exactText('source_value')} AS source_value FROM correction
    WHERE load = $load AND ordinal = $ordinal`,
  params: { load, ordinal },
});

/** The last anchor at or before a record. */
export const nearestAnchor = (load: StoredLoad, ordinal: number): Sql => ({
  text: `SELECT ordinal, line, byte_offset FROM ${anchorsRelation(load.landing)}
    WHERE ordinal <= $ordinal ORDER BY ordinal DESC LIMIT 1`,
  params: { ordinal },
});

const eventColumns = `seq, happened_at AS "at", actor, coalesce(reason, '') AS reason, coalesce(operation, '') AS operation, action,
      column_name AS "column", ${exactText('old_value')} AS "old", ${exactText('new_value')} AS "new"`;

/** What was done to one record or reject, the oldest first. */
export const selectEventsOf = (record: string): Sql => ({
  text: `SELECT ${eventColumns} FROM audit_event WHERE record = $record ORDER BY seq`,
  params: { record },
});

/** What was done to the record and, where it came from a repair, to the reject it was made of. */
export const selectRecordEvents = (load: StoredLoad, ordinal: number): Sql => ({
  text: `SELECT ${eventColumns} FROM audit_event
    WHERE record = $record OR record = (
      SELECT $reject_prefix || _desk_reject FROM ${reviewTable(load.row.id)} WHERE _desk_ordinal = $ordinal)
    ORDER BY seq`,
  params: { record: recordId(load.row.id, ordinal), reject_prefix: `${load.row.id}:r`, ordinal },
});
