/**
 * Spark's words for what expectations ask, so chosen that the verdicts are DuckDB's. Where they could not be, the dialect
 * throws {@link Untranslatable}, and the plan is refused by name before anything runs.
 */
import { sparkIdent, sparkText } from '../spark/quote.sql.ts';
import type { AggregateName, SqlDialect, SqlExpr } from './dialect.ts';
import { javaRegex } from './java-regex.ts';
import { isoTimestamp, plainNumber } from './spark-values.sql.ts';
import { Untranslatable } from './untranslatable.ts';

const raw = (text: string): SqlExpr => text as SqlExpr;

const aggregates: Record<AggregateName, string> = {
  min: 'min',
  max: 'max',
  mean: 'avg',
  sum: 'sum',
  stdev: 'stddev_samp',
  median: 'median',
};

const averaged: ReadonlySet<AggregateName> = new Set(['mean', 'stdev', 'median']);

const join = (parts: readonly SqlExpr[], word: string, empty: string): SqlExpr =>
  parts.length === 0 ? raw(empty) : raw(`(${parts.join(` ${word} `)})`);

const number = (value: number): SqlExpr =>
  Number.isSafeInteger(value) ? raw(`CAST(${value} AS BIGINT)`) : raw(`CAST('${value}' AS DOUBLE)`);

const literal = (value: string | number | boolean): SqlExpr => {
  if (typeof value === 'number') return number(value);
  return typeof value === 'boolean' ? raw(value ? 'TRUE' : 'FALSE') : sparkText(value);
};

const inDesk = 'Check it in the desk, or take it out of the suite that Spark is given.';

export const sparkDialect: SqlDialect = {
  name: 'spark',
  identifier: sparkIdent,
  value: literal,
  // DuckDB's TIMESTAMP has no zone.
  valueAs: (text, type) => raw(`CAST(${sparkText(text)} AS ${type === 'TIMESTAMP' ? 'TIMESTAMP_NTZ' : type})`),

  and: (...parts) => join(parts, 'AND', 'TRUE'),
  or: (...parts) => join(parts, 'OR', 'FALSE'),
  not: (part) => raw(`(NOT ${part})`),
  always: (truth) => raw(truth ? 'TRUE' : 'FALSE'),
  isNull: (expr) => raw(`(${expr} IS NULL)`),
  isTrue: (expr) => raw(`(${expr} IS TRUE)`),
  compare: (left, operator, right) => raw(`(${left} ${operator} ${right})`),
  notDistinct: (left, right) => raw(`(${left} <=> ${right})`),
  inList: (expr, values) =>
    values.length === 0 ? raw('FALSE') : raw(`(${expr} IN (${values.map(literal).join(', ')}))`),
  sum: (...terms) => join(terms, '+', '0'),
  minus: (left, right) => raw(`(${left} - ${right})`),
  divide: (left, right) => raw(`try_divide(${left}, ${right})`),
  absolute: (expr) => raw(`abs(${expr})`),
  booleanAsNumber: (expr) => raw(`CAST(${expr} AS INT)`),

  asText: (expr) => raw(`CAST(${expr} AS STRING)`),
  asIsoText: (expr) => raw(`replace(CAST(${expr} AS STRING), ' ', 'T')`),
  isJson: () => {
    throw new Untranslatable("Spark's JSON reader takes texts that are not JSON, and refuses some that are.", inDesk);
  },
  matchesTimeFormat: () => {
    throw new Untranslatable(
      "Spark reads times by patterns of Java's, which take other texts than strftime's.",
      inDesk,
    );
  },
  // Through VARIANT, because an array of Spark's has one type and a record has several.
  jsonArray: (parts) => raw(`to_json(array(${parts.map((part) => `CAST(${part} AS VARIANT)`).join(', ')}))`),
  jsonObject: (parts) =>
    raw(
      `to_json(named_struct(${parts.map(({ name, expr }) => `${sparkText(name)}, ${expr}`).join(', ')}), map('ignoreNullFields', 'false'))`,
    ),
  length: (text) => raw(`char_length(${text})`),
  lower: (text) => raw(`lower(${text})`),
  regexMatches: (text, pattern) => raw(`(${text} RLIKE ${sparkText(javaRegex(pattern))})`),
  like: (text, pattern) => raw(`(${text} LIKE ${sparkText(pattern)} ESCAPE ${sparkText(notIn(pattern))})`),
  tryNumber: plainNumber,
  tryTimestamp: isoTimestamp,

  countWhere: (condition) => raw(`count(*) FILTER (WHERE ${condition})`),
  countDistinct: (expr, condition) => raw(`count(DISTINCT ${expr}) FILTER (WHERE ${condition})`),
  quantiles: (expr, shares, condition) =>
    raw(
      `array(${shares.map((share) => `percentile_disc(${share}) WITHIN GROUP (ORDER BY ${expr}) FILTER (WHERE ${condition})`).join(', ')})`,
    ),
  // Of decimals Spark's mean is a decimal again, with four more places; DuckDB's is a double.
  aggregate: (name, expr, condition) =>
    raw(`${aggregates[name]}(${averaged.has(name) ? `CAST(${expr} AS DOUBLE)` : expr}) FILTER (WHERE ${condition})`),
  occursTwice: (columns, table, where) => {
    const [only] = columns;
    // A window over several columns takes nulls as equal, which a subquery would not; a subquery leaves the nulls of one
    // column out, all of which a window would bring to one task.
    return columns.length === 1 && only !== undefined
      ? raw(
          `(${only} IN (SELECT ${only} FROM ${table} WHERE ${where} AND ${only} IS NOT NULL GROUP BY ${only} HAVING count(*) > 1))`,
        )
      : raw(`(sum(CASE WHEN ${where} THEN 1 ELSE 0 END) OVER (PARTITION BY ${columns.join(', ')}) > 1)`);
  },
  outOfOrder: () => {
    throw new Untranslatable('Spark reads a source in pieces and does not know the order of its records.', inDesk);
  },
  scalar: () => {
    throw new Untranslatable(
      'Spark adds numbers up in an order of its own, so a value at the threshold could fall on either side of it.',
      inDesk,
    );
  },
  valueCounts: (expr, { table, where }, limit) =>
    raw(
      `(SELECT sort_array(collect_list(named_struct('value', bd_value, 'count', bd_count))) FROM (SELECT ${expr} AS bd_value, count(*) AS bd_count FROM ${table} WHERE ${where} AND ${expr} IS NOT NULL GROUP BY ${expr} ORDER BY bd_value LIMIT ${limit}))`,
    ),
  modes: (expr, { table, where }) =>
    raw(
      `(SELECT sort_array(collect_list(bd_value)) FROM (SELECT bd_value FROM (SELECT bd_value, rank() OVER (ORDER BY bd_count DESC) AS bd_rank FROM (SELECT ${expr} AS bd_value, count(*) AS bd_count FROM ${table} WHERE ${where} AND ${expr} IS NOT NULL GROUP BY ${expr})) WHERE bd_rank = 1 LIMIT 1000))`,
    ),
};

/** Spark's LIKE must have an escape; this one stands for nothing, because the pattern does not hold it. */
function notIn(pattern: string): string {
  return ['\\', '|', '~', '^', '@', '#', '\u0001'].find((one) => !pattern.includes(one)) ?? '\u0002';
}
