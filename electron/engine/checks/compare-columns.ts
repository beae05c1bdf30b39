/** Two columns' values against each other, where one or both may be text. */
import type { ColumnTerms } from './define.ts';
import type { Comparison, SqlDialect, SqlExpr } from './dialect.ts';

/** Equal, nulls too. A text meets a number by value, and any other type by its text. */
export function sameValue(left: ColumnTerms, right: ColumnTerms): SqlExpr {
  const { sql } = left;
  if (left.family === right.family) return sql.notDistinct(left.column, right.column);
  if (left.family === 'text' && right.family === 'number')
    return sql.notDistinct(sql.tryNumber(left.text), right.column);
  if (left.family === 'number' && right.family === 'text')
    return sql.notDistinct(left.column, sql.tryNumber(right.text));
  return sql.notDistinct(left.text, right.text);
}

/** Order. Two texts compare as numbers where both are numbers, otherwise by code point, as ISO dates need. */
export function ordered(left: ColumnTerms, operator: Comparison, right: ColumnTerms): SqlExpr {
  const { sql } = left;
  if (left.family === 'text' && right.family === 'text') return orderedTexts(sql, left.text, operator, right.text);
  if (left.family === right.family) return sql.compare(left.column, operator, right.column);
  return sql.compare(asNumber(left), operator, asNumber(right));
}

export function orderedTexts(sql: SqlDialect, left: SqlExpr, operator: Comparison, right: SqlExpr): SqlExpr {
  const [first, second] = [sql.tryNumber(left), sql.tryNumber(right)];
  const words = sql.or(sql.isNull(first), sql.isNull(second));
  return sql.or(sql.isTrue(sql.compare(first, operator, second)), sql.and(words, sql.compare(left, operator, right)));
}

export function asNumber({ sql, family, column, text }: ColumnTerms): SqlExpr {
  return family === 'number' ? column : sql.tryNumber(text);
}
