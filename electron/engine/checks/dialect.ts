/**
 * The seam between expectations and a SQL engine: expectations are written in these terms and hold no SQL text, so the
 * same rule can be said to DuckDB and, later, to Spark.
 */

/** A piece of SQL text; only a dialect makes one. */
export type SqlExpr = string & { readonly __sqlExpr: unique symbol };

export type Scalar = string | number | boolean;
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface SqlDialect {
  readonly name: string;
  identifier(name: string): SqlExpr;
  /** A bound value. */
  value(value: Scalar): SqlExpr;
  /** A bound text read as a value of `type`. Raises at run time when it is not one. */
  valueAs(text: string, type: string): SqlExpr;

  and(...parts: readonly SqlExpr[]): SqlExpr;
  or(...parts: readonly SqlExpr[]): SqlExpr;
  not(part: SqlExpr): SqlExpr;
  always(truth: boolean): SqlExpr;
  isNull(expr: SqlExpr): SqlExpr;
  /** True only when `expr` is true; false for false and null. */
  isTrue(expr: SqlExpr): SqlExpr;
  compare(left: SqlExpr, operator: Comparison, right: SqlExpr): SqlExpr;
  notDistinct(left: SqlExpr, right: SqlExpr): SqlExpr;
  /** Membership; an empty list has no members. Never null for a non-null `expr`. */
  inList(expr: SqlExpr, values: readonly (string | number)[]): SqlExpr;
  sum(...terms: readonly SqlExpr[]): SqlExpr;
  minus(left: SqlExpr, right: SqlExpr): SqlExpr;
  divide(left: SqlExpr, right: SqlExpr): SqlExpr;
  absolute(expr: SqlExpr): SqlExpr;
  booleanAsNumber(expr: SqlExpr): SqlExpr;

  asText(expr: SqlExpr): SqlExpr;
  /** A point in time as ISO text. */
  asIsoText(expr: SqlExpr): SqlExpr;
  isJson(text: SqlExpr): SqlExpr;
  /** The text is a time written in this strftime format, with nothing around it. */
  matchesTimeFormat(text: SqlExpr, format: string): SqlExpr;
  /** Pieces of a record as one JSON text. */
  jsonArray(parts: readonly SqlExpr[]): SqlExpr;
  jsonObject(parts: readonly { name: string; expr: SqlExpr }[]): SqlExpr;
  /** Length in characters (code points). */
  length(text: SqlExpr): SqlExpr;
  lower(text: SqlExpr): SqlExpr;
  /** Search, not full match. */
  regexMatches(text: SqlExpr, pattern: string): SqlExpr;
  like(text: SqlExpr, pattern: string): SqlExpr;
  /** The finite number a text stands for, else null. */
  tryNumber(text: SqlExpr): SqlExpr;
  /** The point in time an ISO text stands for, else null. */
  tryTimestamp(text: SqlExpr): SqlExpr;

  countWhere(condition: SqlExpr): SqlExpr;
  countDistinct(expr: SqlExpr, condition: SqlExpr): SqlExpr;
  /** Discrete quantiles, as a list. */
  quantiles(expr: SqlExpr, shares: readonly number[], condition: SqlExpr): SqlExpr;
  aggregate(name: AggregateName, expr: SqlExpr, condition: SqlExpr): SqlExpr;
  /** `expr` has a value that occurs in more than one row of `table`. Nulls count as equal inside a list of columns. */
  occursTwice(columns: readonly SqlExpr[], table: SqlExpr, where: SqlExpr): SqlExpr;
  /** In the order of `key`, `expr` stands in `wrong` relation to the last value before it that is not null. */
  outOfOrder(expr: SqlExpr, wrong: (value: SqlExpr, previous: SqlExpr) => SqlExpr, from: SqlRows): SqlExpr;
  /** One aggregate over the table, as a value. */
  scalar(aggregate: SqlExpr, table: SqlExpr, where: SqlExpr): SqlExpr;
  /** The table's distinct values of `expr`, at most `limit`, in order, as a list of `{value, count}`. */
  valueCounts(expr: SqlExpr, from: Omit<SqlRows, 'key'>, limit: number): SqlExpr;
  /** The most frequent values of `expr`, in order, as a list. */
  modes(expr: SqlExpr, from: Omit<SqlRows, 'key'>): SqlExpr;
}

export interface SqlRows {
  readonly table: SqlExpr;
  readonly where: SqlExpr;
  readonly key: SqlExpr;
}

export type AggregateName = 'min' | 'max' | 'mean' | 'sum' | 'stdev' | 'median';
