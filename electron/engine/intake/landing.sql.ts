/** Reading landing: one row a record, in source order, with its ordinal and the file it came from. */
import type { Column } from '../../contract/load.ts';
import { ident, literal } from '../db/sql.ts';

export interface LandingFile {
  readonly records: string;
  readonly anchors: string | null;
  readonly firstOrdinal: number;
}

const list = (items: readonly (string | number)[]): string => `[${items.join(', ')}]`;

/** FROM-able: `_desk_ordinal`, `_desk_file`, then the source's columns. Reads only the columns a query names. */
export function landingRelation(files: readonly LandingFile[], columns: readonly Column[]): string {
  const paths = list(files.map((file) => literal(file.records)));
  const single = files.length === 1;
  const ordinal = single
    ? `file_row_number + ${files[0]?.firstOrdinal ?? 1}`
    : `file_row_number + ${list(files.map((file) => file.firstOrdinal))}[file_index + 1]`;
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
          `SELECT ordinal + ${file.firstOrdinal} AS ordinal, line, byte_offset, span FROM read_parquet(${literal(file.anchors)})`,
        ],
  );
  return parts.length === 0
    ? '(SELECT NULL::BIGINT AS ordinal, NULL::BIGINT AS line, NULL::BIGINT AS byte_offset, NULL::BIGINT AS span WHERE false)'
    : `(${parts.join(' UNION ALL ')})`;
}

/**
 * FROM-able: `rows` (a relation with `_desk_ordinal` and `_desk_file`) with each record's first and last physical line.
 * Between anchors records take one line each; where there is no anchor (Parquet), the row number stands for the line.
 */
export function withLines(rows: string, files: readonly LandingFile[]): string {
  const firsts = list(files.map((file) => file.firstOrdinal));
  return `(SELECT r.*,
      coalesce(a.line + (r._desk_ordinal - a.ordinal), r._desk_ordinal - ${firsts}[r._desk_file + 1] + 1) AS _desk_first_line,
      coalesce(a.line + (r._desk_ordinal - a.ordinal) + CASE WHEN a.ordinal = r._desk_ordinal THEN a.span - 1 ELSE 0 END,
        r._desk_ordinal - ${firsts}[r._desk_file + 1] + 1) AS _desk_last_line
    FROM ${rows} r ASOF LEFT JOIN ${anchorsRelation(files)} a ON r._desk_ordinal >= a.ordinal)`;
}
