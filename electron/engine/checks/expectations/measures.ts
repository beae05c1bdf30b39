import { measureBetween } from '../define-aggregate.ts';
import { anyRange, numberRange, rangeWords, rejectRange, type Range } from '../range.ts';

const open = (range: Range): string | null => rejectRange(range, { open: true });
const words = (name: string) => (range: Range) => {
  const bounds = rangeWords(range);
  return bounds === '' ? `must have a ${name}` : `must have a ${name} of ${bounds}`;
};

export const maxBetween = measureBetween({
  type: 'expect_column_max_to_be_between',
  own: anyRange,
  reject: open,
  aggregate: 'max',
  ofNumbers: false,
  words: words('largest value'),
});

export const minBetween = measureBetween({
  type: 'expect_column_min_to_be_between',
  own: anyRange,
  reject: open,
  aggregate: 'min',
  ofNumbers: false,
  words: words('smallest value'),
});

export const meanBetween = measureBetween({
  type: 'expect_column_mean_to_be_between',
  own: numberRange,
  reject: open,
  aggregate: 'mean',
  ofNumbers: true,
  words: words('mean'),
});

export const medianBetween = measureBetween({
  type: 'expect_column_median_to_be_between',
  own: numberRange,
  reject: open,
  aggregate: 'median',
  ofNumbers: true,
  words: words('median'),
});

export const sumBetween = measureBetween({
  type: 'expect_column_sum_to_be_between',
  own: numberRange,
  reject: open,
  aggregate: 'sum',
  ofNumbers: true,
  words: words('sum'),
});

/** Of a sample: n - 1. */
export const stdevBetween = measureBetween({
  type: 'expect_column_stdev_to_be_between',
  own: numberRange,
  reject: open,
  aggregate: 'stdev',
  ofNumbers: true,
  words: words('standard deviation'),
});
