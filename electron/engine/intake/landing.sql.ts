/** Reading landing: one row a record, in source order, with its ordinal and the file it came from. */
import type { Column } from '../../contract/load.ts';
import { ident } from '../db/sql.ts';
import { fileLiteral } from './file-path.sql.ts';
import { anchorEvery } from './scan/anchors.ts';

export interface LandingFile {
  readonly records: string;
  readonly anchors: string | null;
  readonly firstOrdinal: number;
  /** The records are messages, and each keeps its place in the batch: what stands for its line. */
  readonly placed: boolean;
}

const list = (items: readonly (string | number)[]): string => `[${items.join(', ')}]`;

/** FROM-able: `_desk_ordinal`, `_desk_file`, then the source's columns. Reads only the columns a query names. */
export function landingRelation(files: readonly LandingFile[], columns: readonly Column[]): string {
  const paths = list(files.map((file) => fileLiteral(file.records)));
  const single = files.length === 1;
  const ordinal = single
    ? `file_row_number + ${files[0]?.firstOrdinal ?? 1}`
    : `file_row_number + ${list(files.map((file) => file.firstOrdinal))}[(file_index + 1)::BIGINT]`;
  const own = columns.map((column) => `, ${ident(column.name)}`).join('');
  return `(SELECT (${ordinal})::BIGINT AS _desk_ordinal, ${single ? '0' : 'file_index'}::INTEGER AS _desk_file${own}
    FROM read_parquet(${paths}, union_by_name = ${!single}, hive_partitioning = false))`;
}

/** FROM-able: every anchor of the load with the ordinal it has in the load. Empty for Parquet sources. */
export function anchorsRelation(files: readonly LandingFile[]): string {
  const parts = files.flatMap((file) =>
    file.anchors === null
      ? []
      : [
          `SELECT ordinal + ${file.firstOrdinal} AS ordinal, line, byte_offset, span FROM read_parquet(${fileLiteral(file.anchors)}, hive_partitioning = false)`,
        ],
  );
  return parts.length === 0
    ? '(SELECT NULL::BIGINT AS ordinal, NULL::BIGINT AS line, NULL::BIGINT AS byte_offset, NULL::BIGINT AS span WHERE false)'
    : `(${parts.join(' UNION ALL ')})`;
}

/**
 * FROM-able: for every thousand records of a file, from what line on they stand. Where they take one line each, one after
 * the other, `line` is enough; elsewhere `firsts` and `lasts` have each record's. Small, whatever the load's size, unless
 * most records take several lines; so it is what a join keeps in memory while records of any width stream past it.
 */
function linesRelation(files: readonly LandingFile[]): string {
  const covered = files.flatMap((file, index) =>
    file.anchors === null
      ? []
      : [
          `SELECT ${index} AS file, ordinal, line, span,
            lead(ordinal, 1, (ordinal // ${anchorEvery} + 1) * ${anchorEvery}) OVER (ORDER BY ordinal) - ordinal AS records
          FROM read_parquet(${fileLiteral(file.anchors)}, hive_partitioning = false)`,
        ],
  );
  const irregular = `FILTER (records < ${anchorEvery} OR span > 1)`;
  return `(SELECT file, ordinal // ${anchorEvery} AS block, min(line) AS line,
      flatten(list(range(line, line + records) ORDER BY ordinal) ${irregular}) AS firsts,
      flatten(list([line + span - 1] || range(line + 1, line + records) ORDER BY ordinal) ${irregular}) AS lasts
    FROM (${covered.join(' UNION ALL ')}) GROUP BY file, block)`;
}

/**
 * FROM-able: `rows` (a relation with `_desk_ordinal` and `_desk_file`) with each record's first and last physical line.
 * Parquet has no lines: there the row number stands for one; a message has its place in the batch.
 */
export function withLines(rows: string, files: readonly LandingFile[]): string {
  const [only] = files;
  if (only?.placed === true) {
    return `(SELECT r.*, p._desk_place AS _desk_first_line, p._desk_place AS _desk_last_line
      FROM ${rows} r JOIN (SELECT file_row_number + ${only.firstOrdinal} AS ordinal, _desk_place
        FROM read_parquet(${fileLiteral(only.records)}, hive_partitioning = false, file_row_number = true)) p
      ON p.ordinal = r._desk_ordinal)`;
  }
  const place = `(r._desk_ordinal - ${list(files.map((file) => file.firstOrdinal))}[r._desk_file + 1])`;
  if (files.every((file) => file.anchors === null)) {
    return `(SELECT r.*, ${place} + 1 AS _desk_first_line, ${place} + 1 AS _desk_last_line FROM ${rows} r)`;
  }
  const within = `(${place} % ${anchorEvery})`;
  return `(SELECT r.*,
      coalesce(b.firsts[${within} + 1], b.line + ${within}) AS _desk_first_line,
      coalesce(b.lasts[${within} + 1], b.line + ${within}) AS _desk_last_line
    FROM ${rows} r LEFT JOIN ${linesRelation(files)} b
      ON b.file = r._desk_file AND b.block = ${place} // ${anchorEvery})`;
}
