import { columnAggregate } from '../define-aggregate.ts';
import { inRange, numberRange, rangeWords, rejectRange } from '../range.ts';

export const uniqueCountBetween = columnAggregate({
  type: 'expect_column_unique_value_count_to_be_between',
  words: 'must have between … and … different values',
  own: numberRange,
  reject: (range) => rejectRange(range, { open: true }),
  observe: ({ sql, column }, considered) => ({ distinct: sql.countDistinct(column, considered) }),
  judge: ({ distinct = null }, range) => ({ success: inRange(Number(distinct), range), observed: distinct }),
  must: (range) => `must have ${rangeWords(range) || 'any number of'} different values`,
});

/** Different values per value that is not null. */
export const uniqueShareBetween = columnAggregate({
  type: 'expect_column_proportion_of_unique_values_to_be_between',
  words: 'must have a share of different values between … and …',
  own: numberRange,
  reject: (range) => rejectRange(range, { open: true }),
  observe: ({ sql, column }, considered) => ({
    distinct: sql.countDistinct(column, considered),
    present: sql.countWhere(sql.and(considered, sql.not(sql.isNull(column)))),
  }),
  judge: ({ distinct, present }, range) => {
    const share = Number(present) === 0 ? null : Number(distinct) / Number(present);
    return { success: share !== null && inRange(share, range), observed: share };
  },
  must: (range) => `must have a share of different values of ${rangeWords(range) || 'any size'}`,
});
