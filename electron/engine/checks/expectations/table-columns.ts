import { z } from 'zod';
import { columnName, tableSchema } from '../define.ts';
import { inRange, rangeWords, rejectRange, wholeRange } from '../range.ts';

const names = z.array(columnName, { error: 'must be a list of column names' }).nullable();

export const columnCountBetween = tableSchema({
  type: 'expect_table_column_count_to_be_between',
  words: 'the table must have between … and … columns',
  own: wholeRange,
  reject: (range) => rejectRange(range, { open: true }),
  judge: (columns, range) => ({ success: inRange(columns.length, range), observed: columns.length }),
  sentence: (range) => `the table must have ${rangeWords(range) || 'any number of'} columns`,
});

export const columnCountEqual = tableSchema({
  type: 'expect_table_column_count_to_equal',
  words: 'the table must have exactly … columns',
  own: { value: z.int({ error: 'must be a whole number' }) },
  judge: (columns, { value }) => ({ success: columns.length === value, observed: columns.length }),
  sentence: ({ value }) => `the table must have exactly ${value} columns`,
});

export const columnsInOrder = tableSchema({
  type: 'expect_table_columns_to_match_ordered_list',
  words: 'the columns must be, in this order: …',
  own: { column_list: names },
  judge: (columns, { column_list: wanted }) => {
    const found = columns.map(({ name }) => name);
    if (wanted === null) return { success: true, observed: found };
    const positions = Array.from({ length: Math.max(found.length, wanted.length) }, (_, position) => position);
    const mismatched = positions
      .filter((position) => found[position] !== wanted[position])
      .map((position) => ({
        'Expected Column Position': position,
        Expected: wanted[position] ?? null,
        Found: found[position] ?? null,
      }));
    return {
      success: mismatched.length === 0,
      observed: found,
      ...(mismatched.length === 0 ? {} : { details: { mismatched } }),
    };
  },
  sentence: ({ column_list }) => `the columns must be, in this order: ${column_list?.join(', ') ?? 'any'}`,
});

export const columnsMatchSet = tableSchema({
  type: 'expect_table_columns_to_match_set',
  words: 'the columns must be …',
  own: { column_set: names, exact_match: z.boolean({ error: 'must be true or false' }).nullish() },
  judge: (columns, { column_set, exact_match }) => {
    const found = columns.map(({ name }) => name);
    const exact = exact_match !== false;
    if (column_set === null) return { success: !exact, observed: found };
    const unexpected = found.filter((name) => !column_set.includes(name));
    const missing = column_set.filter((name) => !found.includes(name));
    const mismatched = {
      ...(unexpected.length === 0 ? {} : { unexpected }),
      ...(missing.length === 0 ? {} : { missing }),
    };
    const success = missing.length === 0 && (!exact || unexpected.length === 0);
    return { success, observed: [...found].sort(), details: { mismatched } };
  },
  sentence: ({ column_set, exact_match }) =>
    `the columns must ${exact_match === false ? 'include' : 'be'} ${column_set?.join(', ') ?? 'any'}`,
});
