/**
 * The statements of a validation. Whatever the size of the suite there is one for the verdict and, when something
 * failed, one that writes the findings; both read the relation once and only the columns the suite names.
 */
import { ident, literal, mergeParams, type Sql, type SqlValue } from '../../db/sql.ts';
import { duckdbDialect } from '../duckdb-dialect.sql.ts';
import type { AggregateRule, RowRule } from '../expectation.ts';
import { findingValue, flagsFor, termsFor, verdictQuery, type Asked } from './flags.sql.ts';
import type { Relation } from './relation.ts';

export function verdictStatement(
  relation: Relation,
  rows: readonly Asked<RowRule>[],
  aggregates: readonly Asked<AggregateRule>[],
  part?: string,
): Sql {
  const sql = duckdbDialect();
  const text = verdictQuery(sql, relation, rows, aggregates, part);
  return { text, params: mergeParams({ text: '', params: relation.params ?? {} }, { text: '', params: sql.params }) };
}

/** Which of these patterns RE2 takes: rows `{pattern, valid}`. Asked per row, so that a bad one is no error. */
export function probePatterns(patterns: readonly string[]): Sql {
  return {
    text: `SELECT pattern, TRY(regexp_matches('', pattern)) IS NOT NULL AS valid
      FROM (SELECT unnest($patterns) AS pattern)`,
    params: { patterns },
  };
}

export function createFindings(table: string): Sql {
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${ident(table)} (
      ordinal BIGINT, expectation INTEGER, expectation_key VARCHAR, column_name VARCHAR, value VARCHAR)`,
  };
}

export interface AskedFinding extends Asked<RowRule> {
  readonly key: string;
}

/** Writes every unexpected row of these rules, without a limit. */
export function insertFindings(relation: Relation, table: string, rows: readonly AskedFinding[]): Sql {
  const sql = duckdbDialect();
  const columns = new Set<string>();
  const flags = rows.map(({ index, rule }) => {
    for (const column of rule.columns) columns.add(column);
    return `${flagsFor(termsFor(sql, relation, rule), rule).unexpected} AS bd_u${index}`;
  });
  const findings = rows.map(
    ({ index, key, rule }) => `CASE WHEN bd_u${index} THEN {
      expectation: ${index}, expectation_key: ${literal(key)},
      column_name: ${sql.value(rule.columns.join(', '))}, value: ${findingValue(sql, rule)}} END`,
  );
  return {
    text: `INSERT INTO temp.${ident(table)}
      SELECT bd_ordinal, finding.expectation, finding.expectation_key, finding.column_name, finding.value
      FROM (
        SELECT bd_ordinal, unnest(list_filter([${findings.join(', ')}], lambda f: f IS NOT NULL)) AS finding
        FROM (
          SELECT ${relation.key} AS bd_ordinal, ${[...flags, ...[...columns].map((column) => ident(column))].join(', ')}
          FROM ${relation.from})
        WHERE ${rows.map(({ index }) => `bd_u${index}`).join(' OR ')})`,
    params: mergeParams({ text: '', params: relation.params ?? {} }, { text: '', params: sql.params }),
  };
}

/** Rows `{expectation, examples: [{ordinal, value}]}`: the first findings of each, in source order. */
export function firstFindings(table: string, limit: number): Sql {
  return {
    text: `SELECT expectation, arg_min({ordinal: ordinal, value: value}, ordinal, ${limit}) AS examples
      FROM temp.${ident(table)} GROUP BY expectation`,
  };
}

/** As {@link firstFindings}, rows `{part, expectation, examples}` for each part of the relation. */
export function firstFindingsByPart(relation: Relation, part: string, table: string, limit: number): Sql {
  return {
    text: `SELECT r.part, f.expectation, arg_min({ordinal: f.ordinal, value: f.value}, f.ordinal, ${limit}) AS examples
      FROM temp.${ident(table)} f JOIN (SELECT ${part} AS part, ${relation.key} AS bd_key FROM ${relation.from}) r
        ON r.bd_key = f.ordinal
      GROUP BY r.part, f.expectation`,
  };
}

/**
 * Rows `{expectation, counts: [{value, count}]}`: the most frequent values of each, most frequent first, then by value.
 * Grouped by a digest, so that long values are not all held at once (DuckDB's own hash() is too weak for that: 663
 * collisions among 3 million texts of 600 characters).
 */
export function mostFrequentFindings(table: string, limit: number): Sql {
  const findings = `temp.${ident(table)}`;
  return {
    text: `WITH frequent AS (
        SELECT expectation, unnest(arg_min({first: first, times: times}, {times: -times, first: first}, ${limit})) AS one
        FROM (
          SELECT expectation, min(ordinal) AS first, count(*) AS times
          FROM ${findings} GROUP BY expectation, md5_number(value))
        GROUP BY expectation)
      SELECT f.expectation, list({value: f.value, count: frequent.one.times} ORDER BY frequent.one.times DESC, f.value) AS counts
      FROM ${findings} f JOIN frequent ON f.expectation = frequent.expectation AND f.ordinal = frequent.one.first
      GROUP BY f.expectation`,
  };
}

/** Rows `{ordinal, value}`: all findings of one expectation, in source order. */
export function allFindings(table: string, expectation: number): Sql {
  return {
    text: `SELECT ordinal, value FROM temp.${ident(table)} WHERE expectation = $expectation ORDER BY ordinal`,
    params: { expectation },
  };
}

/** Rows of `columns` as text plus `bd_ordinal`, for the given ordinals. */
export function rowsByOrdinal(relation: Relation, columns: readonly string[], ordinals: readonly number[]): Sql {
  const wanted: Record<string, SqlValue> = { bd_ordinals: ordinals.map(String) };
  return {
    text: `SELECT ${relation.key} AS bd_ordinal, ${columns.map((name) => `CAST(${ident(name)} AS VARCHAR) AS ${ident(name)}`).join(', ')}
      FROM ${relation.from}
      WHERE ${relation.key} IN (SELECT CAST(item AS BIGINT) FROM (SELECT unnest($bd_ordinals) AS item))`,
    params: mergeParams({ text: '', params: relation.params ?? {} }, { text: '', params: wanted }),
  };
}

export const moveFindings = (from: string, to: string): Sql => ({
  text: `INSERT INTO temp.${ident(to)} FROM temp.${ident(from)}`,
});
