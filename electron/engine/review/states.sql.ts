import type { Sql } from '../db/sql.ts';
import { reviewTable } from './review-table.sql.ts';

/**
 * A record's state follows from what is known of it, and is worked out nowhere else: excluded by decision; quarantined
 * while a finding is not waived; waived when all its findings are; corrected when a cell was changed or it was repaired.
 * `ordinals` is a table with a column `ordinal`; `today` is an ISO date. Changes only rows whose state differs, and, for an
 * operation, gives a new version to those and to the records in `changed`, a table as `ordinals`.
 */
export function deriveStates(load: string, ordinals: string, today: string, changed?: string): Sql {
  const touched = `SELECT ordinal FROM ${ordinals}`;
  const version = changed === undefined ? '' : ', _desk_version = r._desk_version + 1';
  // What is known is gathered by one aggregate: a join for each kind of it takes twice as long at every edit.
  return {
    text: `UPDATE ${reviewTable(load)} AS r SET _desk_state = ${stateOf}${version}
    FROM (
      SELECT ordinal, bool_or(found) AS found, bool_or(open) AS open, bool_or(corrected) AS corrected, bool_or(changed) AS changed
      FROM (
        SELECT ordinal, false AS found, false AS open, false AS corrected, false AS changed FROM ${ordinals}
        UNION ALL
        SELECT f.ordinal, true, w.operation IS NULL, false, false
        FROM finding f
        LEFT JOIN waiver w ON w.load = f.load AND w.ordinal = f.ordinal AND w.expectation_key = f.expectation_key
          AND w.value IS NOT DISTINCT FROM f.value AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today)
        WHERE f.load = $load AND f.ordinal IN (${touched})
        UNION ALL
        SELECT ordinal, false, false, true, false FROM correction
        WHERE load = $load AND current_value IS DISTINCT FROM source_value AND ordinal IN (${touched})
        ${changed === undefined ? '' : `UNION ALL SELECT ordinal, false, false, false, true FROM ${changed} WHERE ordinal IN (${touched})`})
      GROUP BY ordinal
    ) known
    WHERE r._desk_ordinal = known.ordinal AND (known.changed OR r._desk_state <> ${stateOf})`,
    params: { load, today },
  };
}

const stateOf = `CASE
    WHEN r._desk_excluded THEN 'excluded'
    WHEN known.open THEN 'quarantined'
    WHEN known.found THEN 'waived'
    WHEN known.corrected OR r._desk_reject IS NOT NULL THEN 'corrected'
    ELSE 'clean'
  END`;

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
