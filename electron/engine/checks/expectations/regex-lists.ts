import { z } from 'zod';
import { columnMap } from '../define.ts';
import { setWords } from '../words.ts';

const regexes = z
  .array(z.string({ error: 'must be a list of regular expressions' }), {
    error: 'must be a list of regular expressions',
  })
  .min(1, 'must not be empty');

export const matchRegexList = columnMap({
  type: 'expect_column_values_to_match_regex_list',
  words: 'must match one of the patterns …',
  own: { regex_list: regexes, match_on: z.enum(['any', 'all'], { error: 'must be any or all' }).nullish() },
  needsText: true,
  patterns: ({ regex_list }) => regex_list,
  holds: ({ sql, text }, { regex_list, match_on }) => {
    const parts = regex_list.map((regex) => sql.regexMatches(text, regex));
    return match_on === 'all' ? sql.and(...parts) : sql.or(...parts);
  },
  must: ({ regex_list, match_on }) =>
    `must match ${match_on === 'all' ? 'each of' : 'one of'} the patterns ${setWords(regex_list)}`,
  failure: () => 'does not match the patterns',
});

export const notMatchRegexList = columnMap({
  type: 'expect_column_values_to_not_match_regex_list',
  words: 'must match none of the patterns …',
  own: { regex_list: regexes },
  needsText: true,
  patterns: ({ regex_list }) => regex_list,
  holds: ({ sql, text }, { regex_list }) =>
    sql.not(sql.or(...regex_list.map((regex) => sql.regexMatches(text, regex)))),
  must: ({ regex_list }) => `must match none of the patterns ${setWords(regex_list)}`,
  failure: () => 'matches one of the forbidden patterns',
});
