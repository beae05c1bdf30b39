import { columnMap } from '../define.ts';
import { anyRange, rangeCouldNotRun, rangeWords, rejectRange, valueInRange } from '../range.ts';

/** On text columns the bounds decide how values compare: see {@link valueInRange}. */
export const valuesBetween = columnMap({
  type: 'expect_column_values_to_be_between',
  words: 'must be between … and …',
  own: anyRange,
  reject: (range) => rejectRange(range, { open: false }),
  couldNotRun: rangeCouldNotRun,
  holds: (terms, range) => valueInRange(terms, range),
  must: (range) => `must be ${rangeWords(range)}`,
  failure: (range) => `is not ${rangeWords(range)}`,
});
