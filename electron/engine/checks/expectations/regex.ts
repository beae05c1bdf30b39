import { z } from 'zod';
import { columnMap } from '../define.ts';
import { patternWords } from '../words.ts';

const regex = z.string({ error: 'must be a regular expression' });

export const matchRegex = columnMap({
  type: 'expect_column_values_to_match_regex',
  words: 'must match the pattern …',
  own: { regex },
  needsText: true,
  patterns: ({ regex }) => [regex],
  holds: ({ sql, text }, { regex }) => sql.regexMatches(text, regex),
  must: ({ regex }) => `must ${patternWords(regex).must}`,
  failure: ({ regex }) => patternWords(regex).fails,
});

export const notMatchRegex = columnMap({
  type: 'expect_column_values_to_not_match_regex',
  words: 'must not match the pattern …',
  own: { regex },
  needsText: true,
  patterns: ({ regex }) => [regex],
  holds: ({ sql, text }, { regex }) => sql.not(sql.regexMatches(text, regex)),
  must: ({ regex }) => `must ${patternWords(regex).mustNot}`,
  failure: ({ regex }) => `matches the pattern ${regex}`,
});
