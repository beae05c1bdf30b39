/** Bounds, as half of all expectations have them: min_value, max_value, strict_min, strict_max. */
import { z } from 'zod';
import type { Comparison, SqlDialect, SqlExpr } from './dialect.ts';
import type { ColumnTerms } from './define.ts';
import type { CouldNotRun, TableColumn } from './expectation.ts';
import { typeFamily } from './expectation.ts';

const strictMin = z.boolean({ error: 'must be true or false' }).nullish().meta({ title: 'More than the least' });
const strictMax = z.boolean({ error: 'must be true or false' }).nullish().meta({ title: 'Less than the most' });

const numberBound = z.number({ error: 'must be a number' }).nullish();
const wholeBound = z.int({ error: 'must be a whole number' }).nullish();
const anyBound = z.union([z.number(), z.string().min(1)], { error: 'must be a number, a date or a text' }).nullish();

function rangeOf<Bound extends z.ZodType>(bound: Bound) {
  return {
    min_value: bound.meta({ title: 'At least' }),
    max_value: bound.meta({ title: 'At most' }),
    strict_min: strictMin,
    strict_max: strictMax,
  };
}

export const numberRange = rangeOf(numberBound);
export const wholeRange = rangeOf(wholeBound);
export const anyRange = rangeOf(anyBound);

export interface Range<Bound extends number | string = number | string> {
  readonly min_value?: Bound | null | undefined;
  readonly max_value?: Bound | null | undefined;
  readonly strict_min?: boolean | null | undefined;
  readonly strict_max?: boolean | null | undefined;
}

interface Limit {
  readonly operator: Comparison;
  readonly bound: number | string;
}

function limits(range: Range): Limit[] {
  const all: Limit[] = [];
  if (range.min_value !== null && range.min_value !== undefined) {
    all.push({ operator: range.strict_min === true ? '>' : '>=', bound: range.min_value });
  }
  if (range.max_value !== null && range.max_value !== undefined) {
    all.push({ operator: range.strict_max === true ? '<' : '<=', bound: range.max_value });
  }
  return all;
}

/** What is wrong with a range whose bounds are each legal. */
export function rejectRange(range: Range, options: { open: boolean }): string | null {
  const { min_value: min, max_value: max } = range;
  if (limits(range).length === 0) {
    return options.open ? null : 'the arguments "min_value" and "max_value" cannot both be missing';
  }
  if (min === null || min === undefined || max === null || max === undefined) return null;
  if (typeof min !== typeof max) return 'the arguments "min_value" and "max_value" must be of one kind';
  return min > max ? 'the argument "min_value" is greater than "max_value"' : null;
}

/** Whether a number lies in the range. */
export function inRange(value: number, range: Range<number>): boolean {
  return limits(range).every(({ operator, bound }) => {
    const limit = Number(bound);
    if (operator === '>') return value > limit;
    if (operator === '>=') return value >= limit;
    return operator === '<' ? value < limit : value <= limit;
  });
}

export function numberInRange(sql: SqlDialect, number: SqlExpr, range: Range<number>): SqlExpr {
  return sql.and(...limits(range).map(({ operator, bound }) => sql.compare(number, operator, sql.value(bound))));
}

/** `2024-01-31`, with or without a time of day. */
const isoDate = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A column's value against the bounds. Text columns are what our sources have, so the bounds decide: numbers compare
 * the text as a double (the double a JSON bound itself is, so 0.1 equals `0.1`; text that is no finite number is
 * outside), ISO dates compare it as a point in time, any other text compares by code point.
 */
export function valueInRange({ sql, column, text, type, family }: ColumnTerms, range: Range): SqlExpr {
  return sql.and(
    ...limits(range).map(({ operator, bound }) => {
      const compare = (left: SqlExpr, right: SqlExpr): SqlExpr => sql.compare(left, operator, right);
      if (family === 'text') {
        if (typeof bound === 'number') return compare(sql.tryNumber(text), sql.value(bound));
        if (isIsoDate(bound)) return compare(sql.tryTimestamp(text), sql.valueAs(bound, 'TIMESTAMP'));
        return compare(text, sql.value(bound));
      }
      if (typeof bound === 'number') return compare(column, sql.value(bound));
      return compare(column, sql.valueAs(bound, type === 'DATE' ? 'TIMESTAMP' : type));
    }),
  );
}

export function rangeCouldNotRun(column: TableColumn, range: Range): CouldNotRun | null {
  const family = typeFamily(column.type);
  const [bound] = limits(range).map((limit) => limit.bound);
  if (bound === undefined || family === 'text') return null;
  const fits =
    typeof bound === 'number'
      ? family === 'number'
      : family === 'time' &&
        limits(range).every((limit) => /^TIME(_NS|$| )/.test(column.type) || isIsoDate(String(limit.bound)));
  if (fits) return null;
  return {
    why: `${column.name} is ${column.type}, which cannot be compared with ${typeof bound === 'number' ? 'a number' : 'this text'}.`,
    whatToDo: `Give bounds that are ${column.type} values.`,
  };
}

/** What the bounds are; null when there are none. */
export function boundKind(range: Range): 'number' | 'date' | 'text' | null {
  const bound = limits(range)[0]?.bound;
  if (bound === undefined) return null;
  if (typeof bound === 'number') return 'number';
  return isIsoDate(bound) ? 'date' : 'text';
}

/** An ISO date, with or without a time of day. */
export function isIsoDate(text: string): boolean {
  return isoDate.test(text) && !Number.isNaN(Date.parse(text));
}

/** `between 1 and 10`, `at least 1`, `less than 10`; empty when there is no bound. */
export function rangeWords(range: Range, unit = ''): string {
  const words: Record<string, string> = { '>': 'more than', '>=': 'at least', '<': 'less than', '<=': 'at most' };
  const [first, second] = limits(range);
  if (first === undefined) return '';
  if (first.operator === '>=' && second?.operator === '<=') {
    return first.bound === second.bound
      ? `exactly ${first.bound}${unit}`
      : `between ${first.bound} and ${second.bound}${unit}`;
  }
  return [first, second]
    .filter((limit) => limit !== undefined)
    .map(({ operator, bound }) => `${words[operator] ?? operator} ${bound}${unit}`)
    .join(' and ');
}
