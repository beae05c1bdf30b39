/** What a run held back on its way into review: records as a source of their own, rejects as the counter writes them. */
import { ident, literal, type Sql } from '../db/sql.ts';
import { fileLiteral } from '../intake/file-path.sql.ts';
import { DEFAULT_MAX_RECORD_BYTES } from '../intake/scan/csv-report.ts';
import { reviewedIn } from './write-out.sql.ts';

/** What a pulled record is known by: the digest of its source's text. Stays what it was, whatever is edited. */
export const keyColumn = 'spark_record';

const parquet = (files: readonly string[]): string =>
  `read_parquet([${files.map(fileLiteral).join(', ')}], hive_partitioning = false, union_by_name = true)`;

const quarantined = `_review_state = 'quarantined'`;

/** Held back, and in no load yet. */
const open = `${quarantined} AND ${reviewedIn} IS NULL`;

/** How many records and rejects were held back, by the load whose decisions were laid over them; null for those of none. */
export const selectHeld = (files: readonly string[]): Sql => ({
  text: `SELECT ${reviewedIn} AS load, count(*) AS held FROM ${parquet(files)}
    WHERE ${quarantined} GROUP BY load ORDER BY load`,
});

/**
 * The quarantined records of a run: the source's columns, then the key. The plan's id goes with them, because what one run
 * held back is another source than what the next one does, even where the records are equal.
 */
export const copyQuarantine = (
  files: readonly string[],
  columns: readonly string[],
  plan: string,
  to: string,
): Sql => ({
  text: `COPY (
      SELECT ${columns.map(ident).join(', ')}, split_part(_record_id, ':', 2) AS ${keyColumn}
      FROM ${parquet(files)} WHERE ${open})
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {bronze_desk_plan: ${literal(plan)}})`,
});

/** Rejects of one file. */
export interface RejectedFile {
  /** Place in the plan's sources. */
  readonly source: number;
  /** As Spark has it. */
  readonly path: string;
  readonly rejects: number;
  readonly bytes: number;
  /** Over the rejects' own digests. */
  readonly digest: string;
}

export const selectRejectedFiles = (files: readonly string[]): Sql => ({
  text: `SELECT source, _source_file AS path, count(*) AS rejects, sum(octet_length(raw) + 1)::BIGINT AS bytes,
      sha256(string_agg(_record_id, ',' ORDER BY _record_id)) AS digest
    FROM ${parquet(files)} WHERE ${open} GROUP BY source, _source_file ORDER BY source, _source_file`,
});

/**
 * As the counter's side file has them. Spark does not know where in its file a reject stood, so they stand here one after
 * the other, a line each, cut as the counter cuts them. `sentences` has one for each of Spark's reasons.
 */
export const copyRejects = (
  files: readonly string[],
  { source, path }: Pick<RejectedFile, 'source' | 'path'>,
  sentences: Readonly<Record<string, string>>,
  to: string,
): Sql => ({
  text: `COPY (
      SELECT place AS first_line, place AS last_line, coalesce(before, 0)::BIGINT AS byte_offset, reason,
        CASE reason ${Object.entries(sentences)
          .map(([reason, sentence]) => `WHEN ${literal(reason)} THEN ${literal(sentence)}`)
          .join(' ')} ELSE reason END AS detail,
        to_base64(raw[1:${DEFAULT_MAX_RECORD_BYTES}]) AS raw
      FROM (
        SELECT *, row_number() OVER (ORDER BY _record_id, ordinal) AS place,
          sum(octet_length(raw) + 1) OVER (ORDER BY _record_id, ordinal
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (SELECT *, row_number() OVER () AS ordinal FROM ${parquet(files)}
          WHERE ${open} AND source = ${source} AND _source_file = ${literal(path)}))
      ORDER BY place)
    TO ${literal(to)} (FORMAT json)`,
});

/** A file that had no record: only its columns, in its order, for whoever repairs its rejects. */
export const copyNoRecords = (columns: readonly { name: string; type: string }[], to: string): Sql => ({
  text: `COPY (SELECT ${columns.map(({ name, type }) => `NULL::${type} AS ${ident(name)}`).join(', ')} WHERE false)
    TO ${literal(to)} (FORMAT parquet)`,
});
