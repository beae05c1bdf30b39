import type { Sql } from '../db/sql.ts';
import { reviewTable } from './review-table.sql.ts';

/**
 * A record's state follows from what is known of it, and is worked out nowhere else: excluded by decision; quarantined
 * while a finding is not waived; waived when all its findings are; corrected when a cell was changed or it was repaired.
 * `ordinals` is a table with a column `ordinal`. Changes only rows whose state differs; `today` is an ISO date.
 */
export function deriveStates(load: string, ordinals: string, today: string): Sql {
  const touched = `SELECT ordinal FROM ${ordinals}`;
  return {
    text: `UPDATE ${reviewTable(load)} AS r SET _desk_state = d.state
    FROM (
      SELECT t._desk_ordinal AS ordinal,
        CASE
          WHEN t._desk_excluded THEN 'excluded'
          WHEN f.open THEN 'quarantined'
          WHEN f.ordinal IS NOT NULL THEN 'waived'
          WHEN c.ordinal IS NOT NULL OR t._desk_reject IS NOT NULL THEN 'corrected'
          ELSE 'clean'
        END AS state
      FROM ${reviewTable(load)} t
      LEFT JOIN (
        SELECT f.ordinal, bool_or(w.operation IS NULL) AS open
        FROM finding f
        LEFT JOIN waiver w ON w.load = f.load AND w.ordinal = f.ordinal AND w.expectation_key = f.expectation_key
          AND w.value IS NOT DISTINCT FROM f.value AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today)
        WHERE f.load = $load AND f.ordinal IN (${touched})
        GROUP BY f.ordinal
      ) f ON f.ordinal = t._desk_ordinal
      LEFT JOIN (
        SELECT DISTINCT ordinal FROM correction
        WHERE load = $load AND current_value IS DISTINCT FROM source_value AND ordinal IN (${touched})
      ) c ON c.ordinal = t._desk_ordinal
      WHERE t._desk_ordinal IN (${touched})
    ) d
    WHERE r._desk_ordinal = d.ordinal AND r._desk_state <> d.state`,
    params: { load, today },
  };
}

/** Quarantined records whose open findings are all of one expectation. `today` is an ISO date. */
export const countFailingAlone = (load: string, expectation: string, today: string): Sql => ({
  text: `SELECT count(*) AS records FROM (
      SELECT f.ordinal FROM finding f
      JOIN ${reviewTable(load)} t ON t._desk_ordinal = f.ordinal AND t._desk_state = 'quarantined'
      WHERE f.load = $load AND NOT EXISTS (
        SELECT 1 FROM waiver w WHERE w.load = f.load AND w.ordinal = f.ordinal
          AND w.expectation_key = f.expectation_key AND w.value IS NOT DISTINCT FROM f.value
          AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today))
      GROUP BY f.ordinal
      HAVING bool_and(f.expectation_key = $expectation)
    )`,
  params: { load, expectation, today },
});

export const allUnderReview = (load: string, into: string): Sql => ({
  text: `CREATE OR REPLACE TEMP TABLE ${into} AS SELECT _desk_ordinal AS ordinal FROM ${reviewTable(load)}`,
});
