import { exactText } from '../db/exact-text.sql.ts';
import { ident, literal, type Sql } from '../db/sql.ts';
import { landingRelation, withLines } from '../intake/landing.sql.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { reviewTable } from './review-table.sql.ts';
import { requireColumn, type Predicate } from './selection.sql.ts';

export interface Sort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

export const beginSnapshot = (): Sql => ({ text: 'BEGIN TRANSACTION' });

export const endSnapshot = (): Sql => ({ text: 'ROLLBACK' });

/**
 * Of `askedRecords`. Ordinals first: sorting and skipping then never touches the long texts. Nothing here has an alias: in ORDER BY it
 * would win over a source column of that name.
 */
export function selectOrdinals(load: StoredLoad, from: string, predicate: Predicate, sort: readonly Sort[]): Sql {
  const order = [
    ...sort.map(({ column, direction }) => `${requireColumn(load, column)} ${direction} NULLS LAST`),
    '_desk_ordinal',
  ].join(', ');
  return {
    text: `SELECT _desk_ordinal FROM ${from} WHERE ${predicate.text} ORDER BY ${order}`,
    params: predicate.params,
  };
}

/** Which values a window shows; nothing given, all of them whole. */
export interface Shown {
  readonly columns?: readonly string[] | undefined;
  readonly characters?: number | undefined;
}

/** The source columns as text: `v0`, `v1`, … in column order; those cut short have a true `c0`, `c1`, … beside them. */
export const valuesAsText = (load: StoredLoad, shown: Shown = {}): string =>
  shownColumns(load, shown)
    .map(({ name, index }) => {
      const text = `${ident(name)}::VARCHAR`;
      if (shown.characters === undefined) return `${exactText(text)} AS v${index}`;
      const start = `left(${text}, ${shown.characters})`;
      return `${exactText(start)} AS v${index}, ${start} <> ${text} AS c${index}`;
    })
    .map((value) => `, ${value}`)
    .join('');

/** With their place among all columns of the load. Throws INVALID_INPUT for a column it does not have. */
export function shownColumns(load: StoredLoad, { columns }: Shown): { name: string; index: number }[] {
  const all = load.columns.map(({ name }, index) => ({ name, index }));
  if (columns === undefined) return all;
  for (const column of columns) requireColumn(load, column);
  return all.filter(({ name }) => columns.includes(name));
}

/**
 * Those that were withdrawn among them. Only a bare list of ordinals is looked up in the index, which for records far
 * apart is twice as fast as a scan; any second condition makes DuckDB scan.
 */
export const recordsByOrdinal = (load: StoredLoad, ordinals: readonly number[], shown?: Shown): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal, _desk_file AS file, _desk_first_line AS first_line, _desk_last_line AS last_line,
      _desk_state AS state, _desk_version AS version, _desk_withdrawn AS withdrawn${valuesAsText(load, shown)}
    FROM ${reviewTable(load.row.id)} WHERE ${isOneOf('_desk_ordinal', ordinals)}`,
});

/** Clean records, as landing has them. */
export const landedByOrdinal = (load: StoredLoad, ordinals: readonly number[], shown?: Shown): Sql => ({
  text: `SELECT _desk_ordinal AS ordinal, _desk_file AS file, _desk_first_line AS first_line, _desk_last_line AS last_line,
      'clean' AS state, 1 AS version, false AS withdrawn${valuesAsText(load, shown)}
    FROM ${withLines(
      `(SELECT * FROM ${landingRelation(load.landing, load.columns)} WHERE ${isOneOf('_desk_ordinal', ordinals)})`,
      load.landing,
    )}`,
});

/** Records side by side are passed over faster by range; the list alone is faster for records far apart. */
function isOneOf(column: string, ordinals: readonly number[]): string {
  const sorted = ordinals.toSorted((left, right) => left - right);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const range = `${column} BETWEEN ${first} AND ${last}`;
  if (last - first === sorted.length - 1) return range;
  const list = `${column} IN (${sorted.join(', ')})`;
  return last - first < sorted.length * farApart ? `${range} AND ${list}` : list;
}

const farApart = 20;

/** Nothing is bound: a text that never comes again is only slowed by preparing it. */
export const findingsByOrdinal = (load: string, ordinals: readonly number[]): Sql => ({
  text: `SELECT ordinal, expectation_key, column_name, ${exactText('value')} AS value FROM finding
    WHERE load = ${literal(load)} AND ${isOneOf('ordinal', ordinals)} ORDER BY ordinal, expectation_key`,
});

/** Those that hold today. */
export const waiversByOrdinal = (load: string, ordinals: readonly number[], today: string): Sql => ({
  text: `SELECT ordinal, expectation_key, ${exactText('value')} AS value, until FROM waiver
    WHERE load = $load AND ${isOneOf('ordinal', ordinals)} AND revoked_by IS NULL AND (until IS NULL OR until >= $today)`,
  params: { load, today },
});

export const selectHasWaivers = (load: string): Sql => ({
  text: 'SELECT count(*) > 0 AS has_waivers FROM waiver WHERE load = $load AND revoked_by IS NULL',
  params: { load },
});

/** Apart from the review table, whose source columns may be named like those of findings. */
export const selectFamilies = (load: StoredLoad, predicate: Predicate, limit: number): Sql => ({
  text: `SELECT family, expectation_key, column_name AS "column", ${exactText('value')} AS value, count(*) AS records,
      count(*) OVER () AS total
    FROM finding
    WHERE load = $of_load AND ordinal IN (SELECT _desk_ordinal FROM ${reviewTable(load.row.id)} WHERE ${predicate.text})
    GROUP BY family, expectation_key, column_name, finding.value
    ORDER BY records DESC, expectation_key, finding.value LIMIT $limit`,
  params: { ...predicate.params, of_load: load.row.id, limit },
});

export const selectValues = (
  load: StoredLoad,
  column: string,
  from: string,
  predicate: Predicate,
  limit: number,
): Sql => {
  const value = `${requireColumn(load, column)}::VARCHAR`;
  return {
    text: `SELECT ${exactText(value)} AS value, count(*) AS records
      FROM ${from} WHERE ${predicate.text}
      GROUP BY ${value} ORDER BY count(*) DESC, ${value} LIMIT $limit`,
    params: { ...predicate.params, limit },
  };
};

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

const rejectColumns = 'number, file, first_line, last_line, byte_offset, detail, raw, state';

export const countRejects = (load: string, states: readonly string[]): Sql => ({
  text: 'SELECT count(*) AS total FROM reject WHERE load = $load AND list_contains($states, state)',
  params: { load, states },
});

export const selectRejects = (load: string, states: readonly string[], offset: number, limit: number): Sql => ({
  text: `SELECT ${rejectColumns} FROM reject
    WHERE load = $load AND list_contains($states, state) ORDER BY number LIMIT $limit OFFSET $offset`,
  params: { load, states, offset, limit },
});

export const selectReject = (load: string, number: number): Sql => ({
  text: `SELECT ${rejectColumns} FROM reject WHERE load = $load AND number = $number`,
  params: { load, number },
});

/** Those of these numbers that the load does not have. */
export const selectUnknownRejects = (load: string, numbers: readonly number[]): Sql => ({
  text: `SELECT unnest($numbers)::BIGINT AS number EXCEPT SELECT number FROM reject WHERE load = $load`,
  params: { load, numbers: numbers.map(String) },
});
