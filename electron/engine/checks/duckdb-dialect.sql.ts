/** DuckDB's words for what expectations ask, and the parameters they bind on the way. */
import { ident, type SqlValue } from '../db/sql.ts';
import type { AggregateName, SqlDialect, SqlExpr } from './dialect.ts';

const raw = (text: string): SqlExpr => text as SqlExpr;

const aggregates: Record<AggregateName, string> = {
  min: 'min',
  max: 'max',
  mean: 'avg',
  sum: 'sum',
  stdev: 'stddev_samp',
  median: 'median',
};

/** Up to here a membership test is written out; above, the list is bound once and joined. */
const inlineLimit = 24;

export interface BindingDialect extends SqlDialect {
  /** Everything bound so far, by parameter name. */
  readonly params: Readonly<Record<string, SqlValue>>;
}

/** A dialect for one statement. `prefix` keeps its parameter names apart from the relation's own. */
export function duckdbDialect(prefix = 'bd_'): BindingDialect {
  const params: Record<string, SqlValue> = {};
  const bind = (value: SqlValue): SqlExpr => {
    const name = `${prefix}${Object.keys(params).length}`;
    params[name] = value;
    return raw(`$${name}`);
  };
  const join = (parts: readonly SqlExpr[], word: string, empty: string): SqlExpr =>
    parts.length === 0 ? raw(empty) : raw(`(${parts.join(` ${word} `)})`);
  const number = (value: number): SqlExpr => raw(`CAST(${bind(value)} AS ${numberType(value)})`);

  return {
    name: 'duckdb',
    params,
    identifier: (name) => raw(ident(name)),
    value: (value) => (typeof value === 'number' ? number(value) : bind(value)),
    valueAs: (text, type) => raw(`CAST(${bind(text)} AS ${type})`),

    and: (...parts) => join(parts, 'AND', 'TRUE'),
    or: (...parts) => join(parts, 'OR', 'FALSE'),
    not: (part) => raw(`(NOT ${part})`),
    always: (truth) => raw(truth ? 'TRUE' : 'FALSE'),
    isNull: (expr) => raw(`(${expr} IS NULL)`),
    isTrue: (expr) => raw(`(${expr} IS TRUE)`),
    compare: (left, operator, right) => raw(`(${left} ${operator} ${right})`),
    notDistinct: (left, right) => raw(`(${left} IS NOT DISTINCT FROM ${right})`),
    inList: (expr, values) => {
      if (values.length === 0) return raw('FALSE');
      if (values.length <= inlineLimit) {
        const items = values.map((value) => (typeof value === 'number' ? number(value) : bind(value)));
        return raw(`(${expr} IN (${items.join(', ')}))`);
      }
      const list = bind(values.map(String));
      const item = listItem(values);
      return raw(`(${expr} IN (SELECT ${item} FROM (SELECT unnest(${list}) AS item)))`);
    },
    sum: (...terms) => join(terms, '+', '0'),
    minus: (left, right) => raw(`(${left} - ${right})`),
    divide: (left, right) => raw(`(${left} / ${right})`),
    absolute: (expr) => raw(`abs(${expr})`),
    booleanAsNumber: (expr) => raw(`CAST(${expr} AS INTEGER)`),

    asText: (expr) => raw(`CAST(${expr} AS VARCHAR)`),
    asIsoText: (expr) => raw(`replace(CAST(${expr} AS VARCHAR), ' ', 'T')`),
    isJson: (text) => raw(`json_valid(${text})`),
    // DuckDB lets spaces stand around the time; Python does not.
    matchesTimeFormat: (text, format) =>
      raw(`(try_strptime(${text}, ${bind(format)}) IS NOT NULL AND trim(${text}) = ${text})`),
    jsonArray: (parts) => raw(`CAST(json_array(${parts.join(', ')}) AS VARCHAR)`),
    jsonObject: (parts) =>
      raw(`CAST(json_object(${parts.map((part) => `${bind(part.name)}, ${part.expr}`).join(', ')}) AS VARCHAR)`),
    length: (text) => raw(`length(${text})`),
    lower: (text) => raw(`lower(${text})`),
    regexMatches: (text, pattern) => raw(`regexp_matches(${text}, ${bind(pattern)})`),
    like: (text, pattern) => raw(`(${text} LIKE ${bind(pattern)})`),
    // DuckDB reads 1_000 as a number and nan and inf as numbers; a person reading a text column would not.
    tryNumber: (text) =>
      raw(
        `CASE WHEN isfinite(TRY_CAST(${text} AS DOUBLE)) AND NOT contains(${text}, '_') THEN TRY_CAST(${text} AS DOUBLE) END`,
      ),
    tryTimestamp: (text) => raw(`TRY_CAST(${text} AS TIMESTAMP)`),

    countWhere: (condition) => raw(`count(*) FILTER (WHERE ${condition})`),
    countDistinct: (expr, condition) => raw(`count(DISTINCT ${expr}) FILTER (WHERE ${condition})`),
    quantiles: (expr, shares, condition) =>
      raw(`quantile_disc(${expr}, [${shares.map(Number).join(', ')}]) FILTER (WHERE ${condition})`),
    aggregate: (name, expr, condition) => raw(`${aggregates[name]}(${expr}) FILTER (WHERE ${condition})`),
    // Hashes (which may collide, hence the exact test after them) first: only values whose hash repeats are then held in full, so a column of long texts stays within memory.
    occursTwice: (columns, table, where) => {
      const [only] = columns;
      const single = columns.length === 1 ? only : undefined;
      // A struct, because a struct holding nulls still equals itself where a bare row does not.
      const value = single ?? `struct_pack(${columns.map((column, index) => `c${index} := ${column}`).join(', ')})`;
      const rows = single === undefined ? where : `(${where} AND ${single} IS NOT NULL)`;
      const repeated = `SELECT hash(${value}) FROM ${table} WHERE ${rows} GROUP BY 1 HAVING count(*) > 1`;
      return raw(
        `(${value} IN (SELECT ${value} FROM ${table} WHERE ${rows} AND hash(${value}) IN (${repeated}) GROUP BY 1 HAVING count(*) > 1))`,
      );
    },
    outOfOrder: (expr, wrong, { table, where, key }) =>
      raw(
        `(${key} IN (SELECT bd_key FROM (SELECT ${key} AS bd_key, ${expr} AS bd_value, lag(${expr}) OVER (ORDER BY ${key}) AS bd_previous FROM ${table} WHERE ${where} AND ${expr} IS NOT NULL) WHERE ${wrong(raw('bd_value'), raw('bd_previous'))}))`,
      ),
    scalar: (aggregate, table, where) => raw(`(SELECT ${aggregate} FROM ${table} WHERE ${where})`),
    valueCounts: (expr, { table, where }, limit) =>
      raw(
        `(SELECT list({value: bd_value, count: bd_count} ORDER BY bd_value) FROM (SELECT ${expr} AS bd_value, count(*) AS bd_count FROM ${table} WHERE ${where} AND ${expr} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT ${limit}))`,
      ),
    modes: (expr, { table, where }) =>
      raw(
        `(SELECT list(bd_value ORDER BY bd_value) FROM (SELECT ${expr} AS bd_value FROM ${table} WHERE ${where} AND ${expr} IS NOT NULL GROUP BY 1 QUALIFY rank() OVER (ORDER BY count(*) DESC) = 1 LIMIT 1000))`,
      ),
  };
}

function numberType(value: number): string {
  return Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE';
}

function listItem(values: readonly (string | number)[]): string {
  if (values.every(Number.isSafeInteger)) return 'CAST(item AS BIGINT)';
  return values.every((value) => typeof value === 'number') ? 'CAST(item AS DOUBLE)' : 'item';
}
