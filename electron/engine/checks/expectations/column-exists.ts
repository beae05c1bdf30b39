import { z } from 'zod';
import { tableSchema } from '../define.ts';

export const columnExists = tableSchema({
  type: 'expect_column_to_exist',
  words: 'the column … must exist',
  own: {
    column: z.string({ error: 'must be a column name' }).min(1, 'must be a column name'),
    column_index: z.int({ error: 'must be a whole number' }).nullish(),
  },
  judge: (columns, { column, column_index: position }) => ({
    success:
      position === null || position === undefined
        ? columns.some(({ name }) => name === column)
        : columns[position]?.name === column,
  }),
  sentence: ({ column, column_index: position }) =>
    position === null || position === undefined
      ? `the column ${column} must exist`
      : `the column ${column} must exist at position ${position}`,
});
