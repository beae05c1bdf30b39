import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { touchedTable } from './operation.sql.ts';
import { reviewTable } from './review-table.sql.ts';

/** A waiver for every open finding of the touched records that has none yet. */
export const insertWaivers = (load: string, operation: string, until: string | null, today: string): Sql => ({
  text: `INSERT INTO waiver
    SELECT f.load, f.ordinal, f.expectation_key, f.value, $until, $operation, NULL
    FROM finding f
    WHERE f.load = $load AND f.ordinal IN (SELECT ordinal FROM ${touchedTable} WHERE before <> 'excluded')
      AND NOT EXISTS (SELECT 1 FROM waiver w WHERE w.load = f.load AND w.ordinal = f.ordinal
        AND w.expectation_key = f.expectation_key AND w.value IS NOT DISTINCT FROM f.value
        AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today))`,
  params: { load, operation, until, today },
});

export const revokeWaivers = (load: string, operation: string): Sql => ({
  text: `UPDATE waiver SET revoked_by = $operation
    WHERE load = $load AND revoked_by IS NULL AND ordinal IN (SELECT ordinal FROM ${touchedTable} WHERE before = 'waived')`,
  params: { load, operation },
});

/** `excluded` and `included` are the two answers of the decision to keep a record out. */
export const recordExclusions = (load: StoredLoad, operation: string, excluded: boolean): Sql => ({
  text: `INSERT INTO decision
    SELECT $operation, $load, _desk_ordinal, NULL, $before, $after FROM ${reviewTable(load.row.id)}
    WHERE _desk_ordinal IN (SELECT ordinal FROM ${touchedTable}) AND _desk_excluded <> $excluded`,
  params: {
    operation,
    load: load.row.id,
    before: excluded ? 'included' : 'excluded',
    after: excluded ? 'excluded' : 'included',
    excluded,
  },
});

export const applyExclusions = (load: StoredLoad, operation: string): Sql => ({
  text: `UPDATE ${reviewTable(load.row.id)} AS r SET _desk_excluded = (d.after = 'excluded')
    FROM decision d WHERE d.operation = $operation AND d.load = $load AND d.ordinal = r._desk_ordinal`,
  params: { operation, load: load.row.id },
});

export const recordRejectDecisions = (
  load: string,
  operation: string,
  rejects: readonly number[],
  before: string,
  after: string,
): Sql => ({
  text: `INSERT INTO decision
    SELECT $operation, $load, NULL, number, $before, $after FROM reject
    WHERE load = $load AND state = $before AND number IN (SELECT unnest($rejects)::BIGINT)`,
  params: { load, operation, rejects: rejects.map(String), before, after },
});

export const applyRejectDecisions = (operation: string): Sql => ({
  text: `UPDATE reject AS j SET state = d.after FROM decision d
    WHERE d.operation = $operation AND d.load = j.load AND d.reject = j.number`,
  params: { operation },
});

export const rejectEvents = (operation: string): Sql => ({
  text: `INSERT INTO op_event SELECT NULL, reject, NULL, before, after FROM decision
    WHERE operation = $operation AND reject IS NOT NULL`,
  params: { operation },
});

const redriven = `SELECT ordinal, operation, state FROM redrive_message WHERE load = $load AND state <> 'not sent'`;

/** Of the touched records, those that were, or may have been, sent back to their topic. */
export const selectTouchedRedriven = (load: string): Sql => ({
  text: `SELECT m.ordinal, m.operation, m.state FROM (${redriven}) m JOIN ${touchedTable} t ON t.ordinal = m.ordinal ORDER BY m.ordinal`,
  params: { load },
});

export const leaveTouchedRedriven = (load: string): Sql => ({
  text: `DELETE FROM ${touchedTable} WHERE ordinal IN (SELECT ordinal FROM (${redriven}))`,
  params: { load },
});
