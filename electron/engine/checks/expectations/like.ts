import { z } from 'zod';
import { columnMap } from '../define.ts';
import { setWords } from '../words.ts';

const pattern = z.string({ error: 'must be a LIKE pattern' });
const patterns = z.array(pattern, { error: 'must be a list of LIKE patterns' }).min(1, 'must not be empty');

/** `%` stands for any text, `_` for one character; brackets are themselves. */
export const matchLike = columnMap({
  type: 'expect_column_values_to_match_like_pattern',
  words: 'must look like …',
  own: { like_pattern: pattern },
  needsText: true,
  holds: ({ sql, text }, { like_pattern }) => sql.like(text, like_pattern),
  must: ({ like_pattern }) => `must look like ${like_pattern}`,
  failure: ({ like_pattern }) => `does not look like ${like_pattern}`,
});

export const notMatchLike = columnMap({
  type: 'expect_column_values_to_not_match_like_pattern',
  words: 'must not look like …',
  own: { like_pattern: pattern },
  needsText: true,
  holds: ({ sql, text }, { like_pattern }) => sql.not(sql.like(text, like_pattern)),
  must: ({ like_pattern }) => `must not look like ${like_pattern}`,
  failure: ({ like_pattern }) => `looks like ${like_pattern}`,
});

export const matchLikeList = columnMap({
  type: 'expect_column_values_to_match_like_pattern_list',
  words: 'must look like one of …',
  own: { like_pattern_list: patterns, match_on: z.enum(['any', 'all'], { error: 'must be any or all' }).nullish() },
  needsText: true,
  holds: ({ sql, text }, { like_pattern_list, match_on }) => {
    const parts = like_pattern_list.map((one) => sql.like(text, one));
    return match_on === 'all' ? sql.and(...parts) : sql.or(...parts);
  },
  must: ({ like_pattern_list, match_on }) =>
    `must look like ${match_on === 'all' ? 'each of' : 'one of'} ${setWords(like_pattern_list)}`,
  failure: () => 'does not look like the patterns',
});

export const notMatchLikeList = columnMap({
  type: 'expect_column_values_to_not_match_like_pattern_list',
  words: 'must look like none of …',
  own: { like_pattern_list: patterns },
  needsText: true,
  holds: ({ sql, text }, { like_pattern_list }) =>
    sql.not(sql.or(...like_pattern_list.map((one) => sql.like(text, one)))),
  must: ({ like_pattern_list }) => `must not look like ${setWords(like_pattern_list)}`,
  failure: () => 'looks like one of the forbidden patterns',
});
