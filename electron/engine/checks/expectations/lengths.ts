import { z } from 'zod';
import { columnMap } from '../define.ts';
import { numberInRange, rangeWords, rejectRange, wholeRange } from '../range.ts';

/** Lengths count characters (code points), not bytes. */
export const lengthsBetween = columnMap({
  type: 'expect_column_value_lengths_to_be_between',
  words: 'must be between … and … characters long',
  own: wholeRange,
  needsText: true,
  reject: (range) => rejectRange(range, { open: false }),
  holds: ({ sql, text }, range) => numberInRange(sql, sql.length(text), range),
  must: (range) => `must be ${rangeWords(range, ' characters')} long`,
  failure: (range) => `is not ${rangeWords(range, ' characters')} long`,
});

export const lengthsEqual = columnMap({
  type: 'expect_column_value_lengths_to_equal',
  words: 'must be exactly … characters long',
  own: { value: z.number({ error: 'must be a number' }) },
  needsText: true,
  holds: ({ sql, text }, { value }) => sql.compare(sql.length(text), '=', sql.value(value)),
  must: ({ value }) => `must be exactly ${value} characters long`,
  failure: ({ value }) => `is not exactly ${value} characters long`,
});
