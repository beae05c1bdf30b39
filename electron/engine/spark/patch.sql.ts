/** What was decided about a pulled load, on its way back to Spark. */
import type { Column } from '../../contract/load.ts';
import { ident, literal, type Sql } from '../db/sql.ts';
import { landingRelation } from '../intake/landing.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { DEFAULT_MAX_RECORD_BYTES } from '../intake/scan/csv-report.ts';
import { reviewTable } from '../review/review-table.sql.ts';
import { columnsMark } from './guards.sql.ts';
import { keyColumn } from './pull.sql.ts';

const ownColumns = (load: StoredLoad): Column[] => load.columns.filter(({ name }) => name !== keyColumn);

/**
 * A row for each record, and for each reject that was not repaired; keyed by the source's text, which is all that Spark
 * knows one by. A repair may make several records of one reject: `bd_part` counts them. `unit` is the record or reject.
 */
function decided(load: StoredLoad): string {
  const columns = ownColumns(load);
  const own = columns.map(({ name }) => `r.${ident(name)}`).join(', ');
  const none = columns.map(({ name, type }) => `NULL::${type} AS ${ident(name)}`).join(', ');
  const id = literal(load.row.id);
  const review = reviewTable(load.row.id);
  return `WITH waived AS (SELECT w.ordinal, list(DISTINCT w.expectation_key ORDER BY w.expectation_key) AS keys
      FROM waiver w JOIN finding f ON f.load = w.load AND f.ordinal = w.ordinal
        AND f.expectation_key = w.expectation_key AND f.value IS NOT DISTINCT FROM w.value
      WHERE w.load = ${id} AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today)
      GROUP BY w.ordinal)
    SELECT r._desk_ordinal AS unit, l.${keyColumn} AS bd_key, false AS bd_of_reject, 1 AS bd_part,
      r._desk_excluded AS bd_excluded, c.ordinal IS NOT NULL AS bd_changed, coalesce(w.keys, []) AS bd_waived, ${own}
    FROM ${review} r
    JOIN ${landingRelation(load.landing, load.columns)} l ON l._desk_ordinal = r._desk_ordinal
    LEFT JOIN (SELECT DISTINCT ordinal FROM correction
      WHERE load = ${id} AND current_value IS DISTINCT FROM source_value) c ON c.ordinal = r._desk_ordinal
    LEFT JOIN waived w ON w.ordinal = r._desk_ordinal
    UNION ALL BY NAME
    SELECT j.number AS unit, sha256(j.raw) AS bd_key, true AS bd_of_reject,
      row_number() OVER (PARTITION BY j.number ORDER BY r._desk_ordinal)::INTEGER AS bd_part,
      r._desk_excluded AS bd_excluded, true AS bd_changed, coalesce(w.keys, []) AS bd_waived, ${own}
    FROM ${review} r
    JOIN reject j ON j.load = ${id} AND j.number = r._desk_reject
    LEFT JOIN waived w ON w.ordinal = r._desk_ordinal
    WHERE NOT r._desk_withdrawn
    UNION ALL BY NAME
    SELECT number AS unit, sha256(raw) AS bd_key, true AS bd_of_reject, 1 AS bd_part,
      state = 'excluded' AS bd_excluded, false AS bd_changed, []::VARCHAR[] AS bd_waived, ${none}
    FROM reject WHERE load = ${id} AND state <> 'repaired'`;
}

export interface Decided {
  readonly excluded: number;
  readonly corrected: number;
  readonly waived: number;
  readonly repaired: number;
}

export const countDecided = (load: StoredLoad, today: string): Sql => ({
  text: `SELECT count(*) FILTER (bd_excluded) AS excluded,
      count(*) FILTER (bd_changed AND NOT bd_excluded AND NOT bd_of_reject) AS corrected,
      count(*) FILTER (len(bd_waived) > 0 AND NOT bd_changed AND NOT bd_excluded) AS waived,
      count(DISTINCT unit) FILTER (bd_changed AND bd_of_reject) AS repaired
    FROM (${decided(load)})`,
  params: { today },
});

/** How many have the very text of another one that was decided otherwise: Spark cannot tell them apart. */
export const countTorn = (load: StoredLoad, today: string): Sql => ({
  text: `SELECT coalesce(sum(copies), 0)::BIGINT AS torn FROM (
      SELECT count(*) AS copies, count(DISTINCT decision) AS ways
      FROM (SELECT bd_of_reject, bd_key, unit, list(row(bd_excluded, bd_changed, bd_waived, ${ownColumns(load)
        .map(({ name }) => ident(name))
        .join(', ')}) ORDER BY bd_part) AS decision
        FROM (${decided(load)}) GROUP BY bd_of_reject, bd_key, unit)
      GROUP BY bd_of_reject, bd_key)
    WHERE ways > 1`,
  params: { today },
});

const cut = `octet_length(raw) >= ${DEFAULT_MAX_RECORD_BYTES}`;

/** Decided rejects that were cut when they were taken in: Spark knows the whole of them. */
export const countCut = (load: StoredLoad): Sql => ({
  text: `SELECT count(*) AS cut FROM reject
    WHERE load = $load AND state <> 'quarantined' AND ${cut}`,
  params: { load: load.row.id },
});

/**
 * All that the load holds, so that the next run knows what it need not send into review again; the values of what was not
 * decided stay here. Rejects that were cut go under another digest in Spark, and are left out.
 */
export function copyPatch(load: StoredLoad, to: string, today: string): Sql {
  const columns = ownColumns(load).map(({ name }) => ident(name));
  const id = literal(load.row.id);
  return {
    text: `COPY (
        SELECT DISTINCT bd_key, bd_of_reject, bd_part, bd_excluded, bd_changed, bd_waived,
          ${id} AS bd_load, ${literal(columnsMark(ownColumns(load)))} AS bd_columns,
          ${columns.map((name) => `CASE WHEN bd_changed THEN ${name} END AS ${name}`).join(', ')}
        FROM (${decided(load)})
        WHERE NOT bd_of_reject OR unit NOT IN (SELECT number FROM reject WHERE load = ${id} AND ${cut}))
      TO ${literal(to)} (FORMAT parquet, COMPRESSION snappy)`,
    params: { today },
  };
}
