import { z } from 'zod';
import { asNumber, sameValue } from '../compare-columns.ts';
import { recordMap } from '../define-record.ts';
import { listWords } from '../words.ts';

export const compoundUnique = recordMap({
  type: 'expect_compound_columns_to_be_unique',
  words: '… together must not repeat',
  own: {},
  kind: 'row-over-table',
  holds: (columns, { sql, table, kept }) =>
    sql.not(
      sql.occursTwice(
        columns.map(({ column }) => column),
        table,
        kept(),
      ),
    ),
  must: (columns) => `${listWords(columns)} together must not repeat`,
  failure: () => 'is not the only record with these values',
});

/** Two nulls in a record count as equal. */
export const uniqueWithinRecord = recordMap({
  type: 'expect_select_column_values_to_be_unique_within_record',
  words: '… must differ from each other in every record',
  own: {},
  holds: (columns, { sql }) =>
    sql.and(
      ...columns.flatMap((left, index) => columns.slice(index + 1).map((right) => sql.not(sameValue(left, right)))),
    ),
  must: (columns) => `${listWords(columns)} must differ from each other in every record`,
  failure: () => 'repeats a value within the record',
});

/** A record with a null among them has no sum and is not unexpected; one with a text that is no number is. */
export const sumEqual = recordMap({
  type: 'expect_multicolumn_sum_to_equal',
  words: '… must add up to …',
  own: { sum_total: z.number({ error: 'must be a number' }) },
  holds: (columns, { sql }, { sum_total }) =>
    sql.or(
      ...columns.map(({ column }) => sql.isNull(column)),
      sql.compare(sql.sum(...columns.map(asNumber)), '=', sql.value(sum_total)),
    ),
  must: (columns, { sum_total }) => `${listWords(columns)} must add up to ${sum_total}`,
  failure: (_columns, { sum_total }) => `does not add up to ${sum_total}`,
});
