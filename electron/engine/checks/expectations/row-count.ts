import { z } from 'zod';
import { tableAggregate } from '../define.ts';
import { inRange, rangeWords, rejectRange, wholeRange } from '../range.ts';

export const rowCountBetween = tableAggregate({
  type: 'expect_table_row_count_to_be_between',
  words: 'the table must have between … and … records',
  own: wholeRange,
  reject: (range) => rejectRange(range, { open: true }),
  observe: (sql, considered) => ({ rows: sql.countWhere(considered) }),
  judge: ({ rows = null }, range) => ({ success: inRange(Number(rows), range), observed: rows }),
  sentence: (range) => `the table must have ${rangeWords(range) || 'any number of'} records`,
});

export const rowCountEqual = tableAggregate({
  type: 'expect_table_row_count_to_equal',
  words: 'the table must have exactly … records',
  own: { value: z.int({ error: 'must be a whole number' }) },
  observe: (sql, considered) => ({ rows: sql.countWhere(considered) }),
  judge: ({ rows = null }, { value }) => ({ success: Number(rows) === value, observed: rows }),
  sentence: ({ value }) => `the table must have exactly ${value} records`,
});
