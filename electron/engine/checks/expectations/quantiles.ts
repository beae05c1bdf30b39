import { z } from 'zod';
import { asNumber } from '../compare-columns.ts';
import { columnAggregate } from '../define-aggregate.ts';
import { inRange } from '../range.ts';

const bound = z.number().nullable();
const ranges = z.object(
  {
    quantiles: z.array(z.number().min(0).max(1)).min(1),
    value_ranges: z.array(z.tuple([bound, bound])),
  },
  { error: 'must be {"quantiles": […], "value_ranges": [[low, high], …]}' },
);

/** Discrete quantiles: each is a value of the column. */
export const quantilesBetween = columnAggregate({
  type: 'expect_column_quantile_values_to_be_between',
  words: 'must have its quantiles within bounds',
  own: { quantile_ranges: ranges, allow_relative_error: z.union([z.boolean(), z.string()]).nullish() },
  reject: ({ quantile_ranges: { quantiles, value_ranges } }) =>
    quantiles.length === value_ranges.length
      ? null
      : 'the argument "quantile_ranges" must have a range for each quantile',
  couldNotRun: ({ name, type }) =>
    /^(BOOLEAN|DATE|TIME)/.test(type)
      ? { why: `${name} is ${type}, and this expectation is about numbers.`, whatToDo: 'Choose a column of numbers.' }
      : null,
  observe: (terms, considered, { quantile_ranges }) => ({
    values: terms.sql.quantiles(asNumber(terms), quantile_ranges.quantiles, considered),
    strays: terms.sql.countWhere(
      terms.sql.and(considered, terms.sql.not(terms.sql.isNull(terms.column)), terms.sql.isNull(asNumber(terms))),
    ),
  }),
  judge: ({ values = null, strays }, { quantile_ranges: { quantiles, value_ranges } }, column) => {
    if (Number(strays) > 0) {
      return {
        couldNotRun: {
          why: `${Number(strays)} values of ${column} cannot be read as numbers.`,
          whatToDo: 'Correct or exclude those records first: an expectation on the values themselves finds them.',
        },
      };
    }
    const found = Array.isArray(values) ? values : [];
    const inside = value_ranges.map(([min_value, max_value], index) => {
      const value = found[index];
      return typeof value === 'number' && inRange(value, { min_value, max_value });
    });
    return {
      success: inside.every(Boolean),
      observed: { quantiles, values: found },
      details: { success_details: inside },
    };
  },
  must: ({ quantile_ranges: { quantiles } }) => `must have its quantiles ${quantiles.join(', ')} within bounds`,
});
