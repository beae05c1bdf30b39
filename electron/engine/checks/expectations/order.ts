import { z } from 'zod';
import { columnMap, type ColumnTerms } from '../define.ts';
import type { Comparison, SqlExpr } from '../dialect.ts';
import { orderedTexts } from '../compare-columns.ts';

const strictly = z.boolean({ error: 'must be true or false' }).nullish();

/** In source order, each value against the last one before it that is not null; the first is never unexpected. */
function keepsOrder({ sql, column, family, table, kept, key }: ColumnTerms, wrong: Comparison): SqlExpr {
  const compare = (value: SqlExpr, previous: SqlExpr): SqlExpr =>
    family === 'text' ? orderedTexts(sql, value, wrong, previous) : sql.compare(value, wrong, previous);
  return sql.not(sql.outOfOrder(column, compare, { table, where: kept(), key }));
}

export const increasing = columnMap({
  type: 'expect_column_values_to_be_increasing',
  words: 'must increase from record to record',
  own: { strictly },
  kind: 'row-over-table',
  holds: (terms, { strictly }) => keepsOrder(terms, strictly === true ? '<=' : '<'),
  must: ({ strictly }) => `must increase from record to record${strictly === true ? '' : ', or stay the same'}`,
  failure: ({ strictly }) => `is ${strictly === true ? 'not greater' : 'less'} than the value before it`,
});

export const decreasing = columnMap({
  type: 'expect_column_values_to_be_decreasing',
  words: 'must decrease from record to record',
  own: { strictly },
  kind: 'row-over-table',
  holds: (terms, { strictly }) => keepsOrder(terms, strictly === true ? '>=' : '>'),
  must: ({ strictly }) => `must decrease from record to record${strictly === true ? '' : ', or stay the same'}`,
  failure: ({ strictly }) => `is ${strictly === true ? 'not less' : 'greater'} than the value before it`,
});
