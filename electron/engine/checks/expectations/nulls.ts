import { columnMap } from '../define.ts';

export const notBeNull = columnMap({
  type: 'expect_column_values_to_not_be_null',
  own: {},
  aboutNulls: true,
  holds: ({ sql, column }) => sql.not(sql.isNull(column)),
  must: () => 'must not be empty',
  failure: () => 'is empty',
});

export const beNull = columnMap({
  type: 'expect_column_values_to_be_null',
  own: {},
  aboutNulls: true,
  holds: ({ sql, column }) => sql.isNull(column),
  must: () => 'must be empty',
  failure: () => 'is not empty',
});
