import { z } from 'zod';
import { columnMap } from '../define.ts';
import { isMember, setCouldNotRun } from '../membership.ts';
import { setWords } from '../words.ts';

const valueSet = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]), {
  error: 'must be a list of texts, numbers or booleans',
});

export const beInSet = columnMap({
  type: 'expect_column_values_to_be_in_set',
  words: 'must be one of …',
  own: { value_set: valueSet },
  couldNotRun: (column, { value_set }) => setCouldNotRun(column, value_set),
  holds: (terms, { value_set }) => isMember(terms, value_set),
  must: ({ value_set }) => `must be one of ${setWords(value_set)}`,
  failure: () => 'is not one of the allowed values',
});

export const notBeInSet = columnMap({
  type: 'expect_column_values_to_not_be_in_set',
  words: 'must not be …',
  own: { value_set: valueSet },
  couldNotRun: (column, { value_set }) => setCouldNotRun(column, value_set),
  holds: (terms, { value_set }) => terms.sql.not(isMember(terms, value_set)),
  must: ({ value_set }) => `must not be ${setWords(value_set)}`,
  failure: () => 'is one of the forbidden values',
});
