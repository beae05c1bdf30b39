/**
 * Whether a column's value is in a set. Nulls in the set are left out: null is never a value. A number in the set meets
 * a text column both as its own text and by value (`1` is met by `1`, `1.0` and `01`); a text in the set meets a column
 * of another type by that value's text, and a date column as a date.
 */
import type { SqlExpr } from './dialect.ts';
import type { ColumnTerms } from './define.ts';
import { typeFamily, type CouldNotRun, type TableColumn } from './expectation.ts';
import { isIsoDate } from './range.ts';

export function isMember(
  { sql, column, text, family, type }: ColumnTerms,
  set: readonly (string | number | boolean | null)[],
): SqlExpr {
  const numbers = set.filter((value) => typeof value === 'number');
  const texts = set.filter((value) => typeof value === 'string');
  const truths = set.filter((value) => typeof value === 'boolean');
  const parts: SqlExpr[] = [];
  if (family === 'text') {
    parts.push(sql.inList(text, [...texts, ...numbers.map(String)]));
    if (numbers.length > 0) parts.push(sql.isTrue(sql.inList(sql.tryNumber(text), numbers)));
    if (truths.length > 0) parts.push(sql.inList(sql.lower(text), truths.map(String)));
  } else if (family === 'number') {
    parts.push(sql.inList(column, numbers), sql.inList(text, texts));
  } else if (family === 'time') {
    parts.push(...texts.map((value) => sql.compare(column, '=', sql.valueAs(value, type))));
  } else {
    parts.push(sql.inList(text, [...texts, ...truths.map(String)]));
  }
  return sql.or(...parts);
}

/** A text that is no date has no place in a set for a column of dates. */
export function setCouldNotRun(
  { name, type }: TableColumn,
  set: readonly (string | number | boolean | null)[],
): CouldNotRun | null {
  if (typeFamily(type) !== 'time' || !/^(DATE|TIMESTAMP)/.test(type)) return null;
  if (set.every((value) => value === null || (typeof value === 'string' && isIsoDate(value)))) return null;
  return {
    why: `${name} is ${type}, and its set holds something that is not a date.`,
    whatToDo: 'Write every value of the set as 2024-01-31 or 2024-01-31T08:30:00.',
  };
}
