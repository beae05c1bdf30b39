/**
 * How rules become SQL, in any dialect: for each record whether an expectation is about it, whether it has no value there,
 * and whether it is unexpected; and the one query that counts them all.
 */
import type { SqlDialect, SqlExpr } from '../dialect.ts';
import type { AggregateRule, RowRule, Terms } from '../expectation.ts';
import { keptByCondition } from '../row-condition.ts';
import type { Relation } from './relation.ts';

export interface Asked<R> {
  readonly index: number;
  readonly rule: R;
}

export interface Flags {
  readonly considered: SqlExpr;
  readonly missing: SqlExpr;
  readonly unexpected: SqlExpr;
}

const raw = (text: string): SqlExpr => text as SqlExpr;

export function termsFor(sql: SqlDialect, relation: Relation, rule: RowRule | AggregateRule): Terms {
  const base = { sql, key: raw(relation.key), columns: relation.columns, table: raw(relation.from) };
  const { rowCondition } = rule;
  return { ...base, kept: () => (rowCondition === null ? sql.always(true) : keptByCondition(rowCondition, base)) };
}

export function flagsFor(terms: Terms, rule: RowRule): Flags {
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

/**
 * One row: `e<i>`, `m<i>`, `u<i>` are the element, missing and unexpected counts of row rules, `a<i>_<name>` aggregates.
 * With `part`, a column of the relation, one row for each of its values, which is `part` in it.
 */
export function verdictQuery(
  sql: SqlDialect,
  relation: Relation,
  rows: readonly Asked<RowRule>[],
  aggregates: readonly Asked<AggregateRule>[],
  part?: string,
): string {
  const inner: string[] = part === undefined ? [] : [`${part} AS bd_part`];
  const outer: string[] = part === undefined ? [] : ['bd_part AS part'];
  for (const { index, rule } of rows) {
    const flags = flagsFor(termsFor(sql, relation, rule), rule);
    inner.push(
      `${flags.considered} AS bd_e${index}`,
      `${flags.missing} AS bd_m${index}`,
      `${flags.unexpected} AS bd_u${index}`,
    );
    for (const name of ['e', 'm', 'u']) outer.push(`${sql.countWhere(raw(`bd_${name}${index}`))} AS ${name}${index}`);
  }
  for (const { index, rule } of aggregates) {
    const terms = termsFor(sql, relation, rule);
    inner.push(`${terms.kept()} AS bd_e${index}`);
    inner.push(...rule.columns.map((column) => sql.identifier(column)));
    for (const [name, expr] of Object.entries(rule.observe(terms, raw(`bd_e${index}`)))) {
      outer.push(`${expr} AS ${sql.identifier(`a${index}_${name}`)}`);
    }
  }
  const query = `SELECT ${outer.join(',\n  ')}\nFROM (SELECT ${[...new Set(inner)].join(',\n  ')}\n  FROM ${relation.from})`;
  return part === undefined ? query : `${query}\nGROUP BY bd_part`;
}

/** What a finding shows of a record: the column's value as text, or several columns as one JSON text. */
export function findingValue(sql: SqlDialect, rule: RowRule): SqlExpr {
  const parts = rule.columns.map((name) => ({ name, expr: sql.identifier(name) }));
  const [only] = parts;
  if (rule.shape === 'value' && only !== undefined) return sql.asText(only.expr);
  return rule.shape === 'pair' ? sql.jsonArray(parts.map(({ expr }) => expr)) : sql.jsonObject(parts);
}
