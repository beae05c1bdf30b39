import { columnMap } from '../define.ts';

export const notBeNull = columnMap({
  type: 'expect_column_values_to_not_be_null',
  words: 'must not be empty',
  own: {},
  aboutNulls: true,
  holds: ({ sql, column }) => sql.not(sql.isNull(column)),
  failure: () => 'is empty',
});

export const beNull = columnMap({
  type: 'expect_column_values_to_be_null',
  words: 'must be empty',
  own: {},
  aboutNulls: true,
  holds: ({ sql, column }) => sql.isNull(column),
  failure: () => 'is not empty',
});
