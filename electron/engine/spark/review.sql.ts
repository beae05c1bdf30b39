/** A quarantine on its way from a run of Spark into review, and the decisions on their way back. */
import { ident, literal, type Sql } from '../db/sql.ts';
import { landingRelation } from '../intake/landing.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { escapeGlob } from '../intake/file-path.sql.ts';
import { reviewTable } from '../review/review-table.sql.ts';

/** What a pulled record is known by: the digest of its source's text. Stays what it was, whatever is edited. */
export const keyColumn = 'spark_record';

/** The quarantined records of a run as a source of their own: the source's columns, then the key. */
export const copyQuarantine = (folder: string, columns: readonly string[], to: string): Sql => ({
  text: `COPY (
      SELECT ${columns.map(ident).join(', ')}, split_part(_record_id, ':', 2) AS ${keyColumn}
      FROM read_parquet(${literal(`${escapeGlob(folder)}/*.parquet`)}, hive_partitioning = false)
      WHERE _review_state = 'quarantined')
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd)`,
});

/** Everything somebody decided or changed in a pulled load, a row for each record, keyed by the source's text. */
function decided(load: StoredLoad): string {
  const own = load.columns.filter(({ name }) => name !== keyColumn).map(({ name }) => `r.${ident(name)}`);
  const id = literal(load.row.id);
  return `SELECT l.${keyColumn} AS bd_key, r._desk_excluded AS bd_excluded, c.ordinal IS NOT NULL AS bd_changed,
      coalesce(w.keys, []) AS bd_waived, ${own.join(', ')}
    FROM ${reviewTable(load.row.id)} r
    JOIN ${landingRelation(load.landing, load.columns)} l ON l._desk_ordinal = r._desk_ordinal
    LEFT JOIN (SELECT DISTINCT ordinal FROM correction
      WHERE load = ${id} AND current_value IS DISTINCT FROM source_value) c ON c.ordinal = r._desk_ordinal
    LEFT JOIN (SELECT w.ordinal, list(DISTINCT w.expectation_key ORDER BY w.expectation_key) AS keys
      FROM waiver w JOIN finding f ON f.load = w.load AND f.ordinal = w.ordinal
        AND f.expectation_key = w.expectation_key AND f.value IS NOT DISTINCT FROM w.value
      WHERE w.load = ${id} AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today)
      GROUP BY w.ordinal) w ON w.ordinal = r._desk_ordinal`;
}

const touched = '(bd_excluded OR bd_changed OR len(bd_waived) > 0)';

export const countDecided = (load: StoredLoad, today: string): Sql => ({
  text: `SELECT count(*) FILTER (bd_excluded) AS excluded, count(*) FILTER (bd_changed AND NOT bd_excluded) AS corrected,
      count(*) FILTER (len(bd_waived) > 0 AND NOT bd_changed AND NOT bd_excluded) AS waived
    FROM (${decided(load)})`,
  params: { today },
});

/** How many records have the very text of another one that was decided otherwise: Spark cannot tell them apart. */
export const countTorn = (load: StoredLoad, today: string): Sql => ({
  text: `SELECT coalesce(sum(copies), 0)::BIGINT AS torn FROM (
      SELECT bd_key, count(*) AS copies, count(DISTINCT d) AS ways FROM (${decided(load)}) d GROUP BY bd_key)
    WHERE ways > 1`,
  params: { today },
});

export const copyPatch = (load: StoredLoad, to: string, today: string): Sql => ({
  text: `COPY (SELECT DISTINCT * FROM (${decided(load)}) WHERE ${touched}) TO ${literal(to)} (FORMAT parquet, COMPRESSION snappy)`,
  params: { today },
});
