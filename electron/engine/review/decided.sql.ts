import { exactText } from '../db/exact-text.sql.ts';
import type { Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from './review-table.sql.ts';

/** Records that were decided about, those that were decided alike together; the most first. */
export const selectDecided = (load: StoredLoad, today: string, limit: number): Sql => ({
  text: `WITH held AS (
      SELECT _desk_ordinal AS ordinal, _desk_state AS state FROM ${reviewTable(load.row.id)} WHERE NOT _desk_withdrawn
    ), corrected AS (
      SELECT 'corrected' AS state, NULL::VARCHAR AS family, c.column_name, c.source_value AS value, c.current_value AS new_value,
        NULL::VARCHAR AS until, count(*) AS records, count(DISTINCT c.operation) AS operations
      FROM correction c JOIN held h ON h.ordinal = c.ordinal
      WHERE c.load = $load AND h.state = 'corrected' AND c.current_value IS DISTINCT FROM c.source_value
      GROUP BY c.column_name, c.source_value, c.current_value
    ), waived AS (
      SELECT 'waived', f.family, f.column_name, f.value, NULL, w.until, count(*), count(DISTINCT w.operation)
      FROM finding f JOIN held h ON h.ordinal = f.ordinal
      JOIN waiver w ON w.load = f.load AND w.ordinal = f.ordinal AND w.expectation_key = f.expectation_key
        AND w.value IS NOT DISTINCT FROM f.value
      WHERE f.load = $load AND h.state = 'waived' AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today)
      GROUP BY f.family, f.column_name, f.value, w.until
    ), excluded AS (
      SELECT 'excluded', f.family, f.column_name, f.value, NULL, NULL, count(DISTINCT h.ordinal), count(DISTINCT d.operation)
      FROM held h
      JOIN decision d ON d.load = $load AND d.ordinal = h.ordinal AND d.after = 'excluded'
      JOIN operation o ON o.id = d.operation AND o.undone_by IS NULL
      LEFT JOIN finding f ON f.load = $load AND f.ordinal = h.ordinal
      WHERE h.state = 'excluded'
      GROUP BY f.family, f.column_name, f.value
    )
    SELECT state, family, column_name AS "column", ${exactText('value')} AS value, ${exactText('new_value')} AS new_value,
      until, records, operations
    FROM (FROM corrected UNION ALL FROM waived UNION ALL FROM excluded)
    ORDER BY records DESC, state, value, new_value, until LIMIT $limit`,
  params: { load: load.row.id, today, limit },
});
