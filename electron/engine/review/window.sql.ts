import { ident, type Sql } from '../db/sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from './review-table.sql.ts';
import { requireColumn, type Predicate } from './selection.sql.ts';

export interface Sort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

export const countSelected = (load: StoredLoad, predicate: Predicate): Sql => ({
  text: `SELECT count(*) AS total FROM ${reviewTable(load.row.id)} WHERE ${predicate.text}`,
  params: predicate.params,
});

/** Ordinals first: sorting and skipping then never touches the long texts. */
export function windowOrdinals(
  load: StoredLoad,
  predicate: Predicate,
  sort: readonly Sort[],
  offset: number,
  limit: number,
): Sql {
  const order = [
    ...sort.map(({ column, direction }) => `${requireColumn(load, column)} ${direction} NULLS LAST`),
    '_desk_ordinal',
  ].join(', ');
  return {
    text: `SELECT _desk_ordinal AS ordinal FROM ${reviewTable(load.row.id)} WHERE ${predicate.text}
      ORDER BY ${order} LIMIT $limit OFFSET $offset`,
    params: { ...predicate.params, limit, offset },
  };
}

/** Values as text; `v0`, `v1`, … in column order. */
export const recordsByOrdinal = (load: StoredLoad, ordinals: readonly number[]): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal, _desk_file AS file, _desk_first_line AS first_line, _desk_last_line AS last_line,
      _desk_state AS state, _desk_version AS version, _desk_reject AS reject,
      ${load.columns.map((column, index) => `${ident(column.name)}::VARCHAR AS v${index}`).join(', ')}
    FROM ${reviewTable(load.row.id)} WHERE _desk_ordinal IN (${ordinals.join(', ')})`,
});

export const findingsByOrdinal = (load: string, ordinals: readonly number[], today: string): Sql => ({
  text: `SELECT f.ordinal, f.expectation_key, f.column_name, f.value, bool_or(w.operation IS NOT NULL) AS waived
    FROM finding f
    LEFT JOIN waiver w ON w.load = f.load AND w.ordinal = f.ordinal AND w.expectation_key = f.expectation_key
      AND w.value IS NOT DISTINCT FROM f.value AND w.revoked_by IS NULL AND (w.until IS NULL OR w.until >= $today)
    WHERE f.load = $load AND f.ordinal IN (${ordinals.join(', ')})
    GROUP BY ALL ORDER BY f.ordinal, f.expectation_key`,
  params: { load, today },
});

export const selectFamilies = (load: StoredLoad, predicate: Predicate, limit: number): Sql => ({
  text: `SELECT f.family, f.expectation_key, f.column_name AS "column", f.value, count(*) AS records,
      count(*) OVER () AS total
    FROM finding f JOIN ${reviewTable(load.row.id)} r ON r._desk_ordinal = f.ordinal
    WHERE f.load = $of_load AND ${predicate.text}
    GROUP BY f.family, f.expectation_key, f.column_name, f.value
    ORDER BY records DESC, f.expectation_key, f.value LIMIT $limit`,
  params: { ...predicate.params, of_load: load.row.id, limit },
});

export const selectValues = (load: StoredLoad, column: string, predicate: Predicate, limit: number): Sql => ({
  text: `SELECT ${requireColumn(load, column)}::VARCHAR AS value, count(*) AS records
    FROM ${reviewTable(load.row.id)} WHERE ${predicate.text}
    GROUP BY 1 ORDER BY records DESC, value LIMIT $limit`,
  params: { ...predicate.params, limit },
});

export interface RejectRow {
  number: number;
  file: number;
  first_line: number;
  last_line: number;
  byte_offset: number;
  detail: string;
  raw: Uint8Array;
  state: string;
}

export const countRejects = (load: string, states: readonly string[]): Sql => ({
  text: 'SELECT count(*) AS total FROM reject WHERE load = $load AND list_contains($states, state)',
  params: { load, states },
});

export const selectRejects = (load: string, states: readonly string[], offset: number, limit: number): Sql => ({
  text: `SELECT number, file, first_line, last_line, byte_offset, detail, raw, state FROM reject
    WHERE load = $load AND list_contains($states, state) ORDER BY number LIMIT $limit OFFSET $offset`,
  params: { load, states, offset, limit },
});

export const selectReject = (load: string, number: number): Sql => ({
  text: `SELECT number, file, first_line, last_line, byte_offset, detail, raw, state FROM reject
    WHERE load = $load AND number = $number`,
  params: { load, number },
});
