import { measureBetween } from '../define-aggregate.ts';
import { anyRange, numberRange, rangeWords, rejectRange, type Range } from '../range.ts';

const open = (range: Range): string | null => rejectRange(range, { open: true });
const bounded = (name: string) => (range: Range) => {
  const bounds = rangeWords(range);
  return bounds === '' ? `must have a ${name}` : `must have a ${name} of ${bounds}`;
};

export const maxBetween = measureBetween({
  type: 'expect_column_max_to_be_between',
  words: 'must have a largest value between … and …',
  own: anyRange,
  reject: open,
  aggregate: 'max',
  ofNumbers: false,
  must: bounded('largest value'),
});

export const minBetween = measureBetween({
  type: 'expect_column_min_to_be_between',
  words: 'must have a smallest value between … and …',
  own: anyRange,
  reject: open,
  aggregate: 'min',
  ofNumbers: false,
  must: bounded('smallest value'),
});

export const meanBetween = measureBetween({
  type: 'expect_column_mean_to_be_between',
  words: 'must have a mean between … and …',
  own: numberRange,
  reject: open,
  aggregate: 'mean',
  ofNumbers: true,
  must: bounded('mean'),
});

export const medianBetween = measureBetween({
  type: 'expect_column_median_to_be_between',
  words: 'must have a median between … and …',
  own: numberRange,
  reject: open,
  aggregate: 'median',
  ofNumbers: true,
  must: bounded('median'),
});

export const sumBetween = measureBetween({
  type: 'expect_column_sum_to_be_between',
  words: 'must have a sum between … and …',
  own: numberRange,
  reject: open,
  aggregate: 'sum',
  ofNumbers: true,
  must: bounded('sum'),
});

/** Of a sample: n - 1. */
export const stdevBetween = measureBetween({
  type: 'expect_column_stdev_to_be_between',
  words: 'must have a standard deviation between … and …',
  own: numberRange,
  reject: open,
  aggregate: 'stdev',
  ofNumbers: true,
  must: bounded('standard deviation'),
});
