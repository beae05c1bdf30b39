/** `row_condition`: one comparison that says which rows an expectation is about. */
import type { CouldNotRun, TableColumn, Terms } from './expectation.ts';
import { columnType, typeFamily } from './expectation.ts';
import type { Comparison, SqlExpr } from './dialect.ts';

export type RowCondition =
  | { readonly column: string; readonly test: 'notnull' }
  | { readonly column: string; readonly test: Comparison; readonly kind: 'number'; readonly value: number }
  | { readonly column: string; readonly test: Comparison; readonly kind: 'text' | 'date'; readonly value: string };

const columnPattern = /^\s*col\(\s*(?:"([^"]+)"|'([^']+)')\s*\)\s*/;
const operators: Readonly<Record<string, Comparison>> = {
  '==': '=',
  '!=': '<>',
  '<=': '<=',
  '>=': '>=',
  '<': '<',
  '>': '>',
};

export const parserNames = ['great_expectations', 'great_expectations__experimental__', 'pandas', 'spark'] as const;

/** Reads a condition; text says why it cannot be read. */
export function parseRowCondition(source: string): RowCondition | string {
  const unreadable = `the row condition cannot be read; it must be one comparison such as col("status") == "paid", or col("status").notnull()`;
  const head = columnPattern.exec(source);
  const column = head?.[1] ?? head?.[2];
  if (head === null || column === undefined) return unreadable;
  const rest = source.slice(head[0].length).trim();
  if (/^\.\s*notnull\(\s*\)$/.test(rest)) return { column, test: 'notnull' };
  const comparison = /^(==|!=|<=|>=|<|>)\s*(.*)$/s.exec(rest);
  const test = operators[comparison?.[1] ?? ''];
  const right = comparison?.[2]?.trim();
  if (test === undefined || right === undefined) return unreadable;
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(right))
    return { column, test, kind: 'number', value: Number(right) };
  const date = /^date\(\s*(?:"([^"]*)"|'([^']*)')\s*\)$/.exec(right);
  if (date !== null) {
    const value = date[1] ?? date[2] ?? '';
    return Number.isNaN(Date.parse(value))
      ? `"${value}" in the row condition is not a date`
      : { column, test, kind: 'date', value };
  }
  const text = /^(?:"([^"]*)"|'([^']*)')$/.exec(right);
  if (text !== null) return { column, test, kind: 'text', value: text[1] ?? text[2] ?? '' };
  return unreadable;
}

/** True for the rows the condition keeps; false or null for the others. */
export function keptByCondition(condition: RowCondition, { sql, columns }: Pick<Terms, 'sql' | 'columns'>): SqlExpr {
  const column = sql.identifier(condition.column);
  if (condition.test === 'notnull') return sql.not(sql.isNull(column));
  const family = typeFamily(columnType(columns, condition.column));
  const compare = (left: SqlExpr, right: SqlExpr): SqlExpr => sql.isTrue(sql.compare(left, condition.test, right));
  switch (condition.kind) {
    case 'number':
      return compare(family === 'text' ? sql.tryNumber(sql.asText(column)) : column, sql.value(condition.value));
    case 'date':
      return compare(
        family === 'text' ? sql.tryTimestamp(sql.asText(column)) : column,
        sql.valueAs(condition.value, 'TIMESTAMP'),
      );
    case 'text':
      return compare(sql.asText(column), sql.value(condition.value));
  }
}

export function conditionCouldNotRun(condition: RowCondition, columns: readonly TableColumn[]): CouldNotRun | null {
  if (condition.test === 'notnull' || condition.kind === 'text') return null;
  const type = columnType(columns, condition.column);
  const fitting = condition.kind === 'number' ? 'number' : 'time';
  const family = typeFamily(type);
  if (family === 'text' || family === fitting) return null;
  return {
    why: `The row condition compares ${condition.column}, which is ${type}, with a ${condition.kind}.`,
    whatToDo: 'Compare it with a value of its own type.',
  };
}

export function conditionWords(condition: RowCondition): string {
  if (condition.test === 'notnull') return `where ${condition.column} is not empty`;
  const words: Record<Comparison, string> = {
    '=': 'is',
    '<>': 'is not',
    '<': 'is less than',
    '<=': 'is at most',
    '>': 'is more than',
    '>=': 'is at least',
  };
  return `where ${condition.column} ${words[condition.test]} ${condition.value}`;
}
