import { z } from 'zod';
import { columnName, tableSchema } from '../define.ts';
import { columnType } from '../expectation.ts';
import { setWords } from '../words.ts';

/** Other engines' names for DuckDB's types. */
const aliases: Readonly<Record<string, string>> = {
  TEXT: 'VARCHAR',
  STRING: 'VARCHAR',
  CHAR: 'VARCHAR',
  STRINGTYPE: 'VARCHAR',
  INT: 'INTEGER',
  INTEGERTYPE: 'INTEGER',
  LONGTYPE: 'BIGINT',
  DOUBLE_PRECISION: 'DOUBLE',
  DOUBLETYPE: 'DOUBLE',
  REAL: 'FLOAT',
  BOOL: 'BOOLEAN',
  BOOLEANTYPE: 'BOOLEAN',
  DATETIME: 'TIMESTAMP',
  NUMERIC: 'DECIMAL',
};

function isType(actual: string, wanted: string): boolean {
  const name = wanted.toUpperCase();
  const type = aliases[name] ?? name;
  return actual === type || actual.replace(/\(.*\)$/, '') === type;
}

export const ofType = tableSchema({
  type: 'expect_column_values_to_be_of_type',
  words: 'must be of the type …',
  own: { column: columnName, type_: z.string({ error: 'must be a type name' }).min(1, 'must be a type name') },
  columns: ({ column }) => [column],
  judge: (columns, { column, type_ }) => {
    const actual = columnType(columns, column);
    return { success: isType(actual, type_), observed: actual };
  },
  sentence: ({ column, type_ }) => `${column} must be of the type ${type_}`,
});

export const inTypeList = tableSchema({
  type: 'expect_column_values_to_be_in_type_list',
  words: 'must be of one of the types …',
  own: { column: columnName, type_list: z.array(z.string(), { error: 'must be a list of type names' }).nullable() },
  columns: ({ column }) => [column],
  judge: (columns, { column, type_list }) => {
    const actual = columnType(columns, column);
    return { success: type_list === null || type_list.some((type) => isType(actual, type)), observed: actual };
  },
  sentence: ({ column, type_list }) =>
    `${column} must be of the type ${type_list === null ? 'it is' : setWords(type_list)}`,
});
