import type { Sql } from '../db/sql.ts';
import { fileLiteral } from '../intake/file-path.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from '../review/review-table.sql.ts';
import { releasableList } from './releasable-states.sql.ts';

export interface Difference {
  added: number;
  removed: number;
  changed: number;
  /** Published records that were never under review: as they were, unless some were lost since. */
  untouched: number;
}

/**
 * What was published against what would be now. Only records under review can differ, so of the published files two
 * narrow columns are enough; whether a value is another one since then, the trail knows from event `after` on.
 */
export function compareWithPublished(load: StoredLoad, files: readonly string[], after: number): Sql {
  const review = reviewTable(load.row.id);
  // A publish of no records has no files.
  const written =
    files.length === 0
      ? `(SELECT NULL::VARCHAR AS _record_id, NULL::VARCHAR AS _review_state WHERE false)`
      : `read_parquet([${files.map(fileLiteral).join(', ')}], hive_partitioning = false, union_by_name = true)`;
  return {
    text: `WITH published AS (
        SELECT split_part(_record_id, ':', 2)::BIGINT AS ordinal, _review_state AS state
        FROM ${written}
      ), before AS (
        SELECT p.ordinal, p.state FROM published p SEMI JOIN ${review} r ON r._desk_ordinal = p.ordinal
      ), now AS (
        SELECT _desk_ordinal AS ordinal, _desk_state AS state FROM ${review}
        WHERE NOT _desk_withdrawn AND _desk_state IN (${releasableList})
      ), edited AS (
        SELECT DISTINCT ordinal FROM (
          SELECT split_part(record, ':', 2)::BIGINT AS ordinal FROM audit_event
          WHERE load = $load AND seq > $after AND column_name IS NOT NULL AND record IS NOT NULL
          GROUP BY record, column_name
          HAVING first(old_value ORDER BY seq) IS DISTINCT FROM last(new_value ORDER BY seq))
      )
      SELECT
        count(*) FILTER (b.ordinal IS NULL) AS added,
        count(*) FILTER (n.ordinal IS NULL) AS removed,
        count(*) FILTER (b.ordinal = n.ordinal AND (b.state <> n.state OR e.ordinal IS NOT NULL)) AS changed,
        (SELECT count(*) FROM published) - (SELECT count(*) FROM before) AS untouched
      FROM before b FULL JOIN now n ON n.ordinal = b.ordinal LEFT JOIN edited e ON e.ordinal = n.ordinal`,
    params: { load: load.row.id, after },
  };
}
