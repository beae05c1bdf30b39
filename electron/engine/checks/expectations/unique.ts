import { columnMap } from '../define.ts';

/** Every row of a repeated value is unexpected, the first one too. */
export const valuesUnique = columnMap({
  type: 'expect_column_values_to_be_unique',
  words: 'must not repeat a value',
  own: {},
  kind: 'row-over-table',
  holds: ({ sql, column, table, kept }) => sql.not(sql.occursTwice([column], table, kept())),
  failure: () => 'is not the only record with this value',
});
