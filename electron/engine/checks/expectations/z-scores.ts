import { z } from 'zod';
import { asNumber } from '../compare-columns.ts';
import { columnMap } from '../define.ts';

const flag = z.boolean({ error: 'must be true or false' });

/** How many standard deviations a value lies from the mean. Where all values are equal there is no such number, and each is unexpected. */
export const zScores = columnMap({
  type: 'expect_column_value_z_scores_to_be_less_than',
  words: 'must lie less than … standard deviations from the mean',
  own: { threshold: z.number({ error: 'must be a number' }), double_sided: flag },
  kind: 'row-over-table',
  couldNotRun: ({ name, type }) =>
    /^(BOOLEAN|DATE|TIME)/.test(type)
      ? { why: `${name} is ${type}, and this expectation is about numbers.`, whatToDo: 'Choose a column of numbers.' }
      : null,
  holds: (terms, { threshold, double_sided }) => {
    const { sql, table, kept } = terms;
    const value = asNumber(terms);
    const overall = (name: 'mean' | 'stdev') => sql.scalar(sql.aggregate(name, value, sql.always(true)), table, kept());
    const score = sql.divide(sql.minus(value, overall('mean')), overall('stdev'));
    return sql.compare(double_sided ? sql.absolute(score) : score, '<', sql.value(threshold));
  },
  must: ({ threshold }) => `must lie less than ${threshold} standard deviations from the mean`,
  failure: ({ threshold }) => `lies ${threshold} standard deviations or more from the mean`,
});
