import { z } from 'zod';
import { ordered, sameValue } from '../compare-columns.ts';
import { pairMap } from '../define-record.ts';
import { isMember } from '../membership.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A comparison with a null is not unexpected. */
export const pairGreater = pairMap({
  type: 'expect_column_pair_values_a_to_be_greater_than_b',
  words: '… must be greater than …',
  own: { or_equal: z.boolean({ error: 'must be true or false' }).nullish() },
  holds: ([a, b], { sql }, { or_equal }) => {
    if (a === undefined || b === undefined) return sql.always(false);
    return sql.or(sql.isNull(a.column), sql.isNull(b.column), ordered(a, or_equal === true ? '>=' : '>', b));
  },
  must: ([a, b], { or_equal }) => `${a ?? ''} must be ${or_equal === true ? 'at least' : 'greater than'} ${b ?? ''}`,
  failure: ([, b], { or_equal }) => `is ${or_equal === true ? 'less than' : 'not greater than'} ${b ?? ''}`,
});

export const pairEqual = pairMap({
  type: 'expect_column_pair_values_to_be_equal',
  words: '… must equal …',
  own: {},
  holds: ([a, b], { sql }) => (a === undefined || b === undefined ? sql.always(false) : sameValue(a, b)),
  must: ([a, b]) => `${a ?? ''} must equal ${b ?? ''}`,
  failure: ([, b]) => `is not equal to ${b ?? ''}`,
});

export const pairInSet = pairMap({
  type: 'expect_column_pair_values_to_be_in_set',
  words: '… and … must be one of the allowed pairs',
  own: { value_pairs_set: z.array(z.tuple([scalar, scalar]), { error: 'must be a list of pairs' }) },
  holds: ([a, b], { sql }, { value_pairs_set }) => {
    if (a === undefined || b === undefined) return sql.always(false);
    return sql.or(
      ...value_pairs_set.map(([first, second]) =>
        sql.and(
          first === null ? sql.isNull(a.column) : isMember(a, [first]),
          second === null ? sql.isNull(b.column) : isMember(b, [second]),
        ),
      ),
    );
  },
  must: ([a, b]) => `${a ?? ''} and ${b ?? ''} must be one of the allowed pairs`,
  failure: () => 'is not one of the allowed pairs',
});
