/**
 * The statements of a validation. Whatever the size of the suite there is one for the verdict and, when something
 * failed, one that writes the findings; both read the relation once and only the columns the suite names.
 */
import { ident, literal, mergeParams, type Sql, type SqlValue } from '../../db/sql.ts';
import type { SqlExpr } from '../dialect.ts';
import { duckdbDialect, type BindingDialect } from '../duckdb-dialect.sql.ts';
import type { AggregateRule, RowRule, Terms } from '../expectation.ts';
import { keptByCondition } from '../row-condition.ts';
import type { Relation } from './relation.ts';

export interface Asked<R> {
  readonly index: number;
  readonly rule: R;
}

interface Flags {
  readonly considered: SqlExpr;
  readonly missing: SqlExpr;
  readonly unexpected: SqlExpr;
}

const raw = (text: string): SqlExpr => text as SqlExpr;

function termsFor(sql: BindingDialect, relation: Relation, rule: RowRule | AggregateRule): Terms {
  const base = { sql, key: raw(relation.key), columns: relation.columns, table: raw(relation.from) };
  const { rowCondition } = rule;
  return { ...base, kept: () => (rowCondition === null ? sql.always(true) : keptByCondition(rowCondition, base)) };
}

function flagsFor(terms: Terms, rule: RowRule): Flags {
  const { sql } = terms;
  const considered = terms.kept();
  const missing = rule.missing === null ? sql.always(false) : sql.and(considered, rule.missing(terms));
  return {
    considered,
    missing,
    // A rule that comes out null has not been kept: nothing passes because it could not be compared.
    unexpected: sql.and(considered, sql.not(missing), sql.not(sql.isTrue(rule.holds(terms)))),
  };
}

/** One row: `e<i>`, `m<i>`, `u<i>` are the element, missing and unexpected counts of row rules, `a<i>_<name>` aggregates. */
export function verdictStatement(
  relation: Relation,
  rows: readonly Asked<RowRule>[],
  aggregates: readonly Asked<AggregateRule>[],
): Sql {
  const sql = duckdbDialect();
  const inner: string[] = [];
  const outer: string[] = [];
  for (const { index, rule } of rows) {
    const flags = flagsFor(termsFor(sql, relation, rule), rule);
    inner.push(
      `${flags.considered} AS bd_e${index}`,
      `${flags.missing} AS bd_m${index}`,
      `${flags.unexpected} AS bd_u${index}`,
    );
    for (const name of ['e', 'm', 'u']) outer.push(`count(*) FILTER (WHERE bd_${name}${index}) AS ${name}${index}`);
  }
  for (const { index, rule } of aggregates) {
    const terms = termsFor(sql, relation, rule);
    inner.push(`${terms.kept()} AS bd_e${index}`);
    inner.push(...rule.columns.map((column) => ident(column)));
    for (const [name, expr] of Object.entries(rule.observe(terms, raw(`bd_e${index}`)))) {
      outer.push(`${expr} AS ${ident(`a${index}_${name}`)}`);
    }
  }
  return {
    text: `SELECT ${outer.join(',\n  ')}\nFROM (SELECT ${[...new Set(inner)].join(',\n  ')}\n  FROM ${relation.from})`,
    params: mergeParams({ text: '', params: relation.params ?? {} }, { text: '', params: sql.params }),
  };
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

function findingValue(sql: BindingDialect, rule: RowRule): SqlExpr {
  const parts = rule.columns.map((name) => ({ name, expr: sql.identifier(name) }));
  const [only] = parts;
  if (rule.shape === 'value' && only !== undefined) return sql.asText(only.expr);
  return rule.shape === 'pair' ? sql.jsonArray(parts.map(({ expr }) => expr)) : sql.jsonObject(parts);
}

/** Rows `{expectation, examples: [{ordinal, value}]}`: the first findings of each, in source order. */
export function firstFindings(table: string, limit: number): Sql {
  return {
    text: `SELECT expectation, arg_min({ordinal: ordinal, value: value}, ordinal, ${limit}) AS examples
      FROM temp.${ident(table)} GROUP BY expectation`,
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

export function countFindings(table: string): Sql {
  return { text: `SELECT count(*) AS findings FROM temp.${ident(table)}` };
}
