/** What values count as, on text columns and on columns with a type of their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../electron/contract/check.ts';
import { runSuite } from '../../../electron/engine/checks/run/run-suite.ts';
import type { Database } from '../../../electron/engine/db/database.ts';
import { createTable, expectation, openDatabase, suiteOf, type Cell } from './bench-table.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

async function unexpected(type: string, values: readonly Cell[], name: string, kwargs: JsonObject): Promise<JsonValue> {
  return database.read(async (connection) => {
    const relation = await createTable(connection, { v: { type, values } });
    const suite = suiteOf(expectation(name, { column: 'v', ...kwargs }));
    const { result } = await runSuite(connection, relation, suite, { resultFormat: 'COMPLETE' });
    const [first] = result.results;
    return first?.exception_info.exception_message ?? first?.result['unexpected_list'] ?? first?.success ?? null;
  });
}

describe('between', () => {
  const between = 'expect_column_values_to_be_between';

  it.each<[string, Cell[], JsonObject, JsonValue]>([
    ['VARCHAR', ['0.1', '0.10', '1e-1', '0.09'], { min_value: 0.1 }, ['0.09']],
    ['VARCHAR', ['9007199254740991', '9007199254740993'], { max_value: 9007199254740991 }, ['9007199254740993']],
    ['VARCHAR', ['5', 'five', '', 'NaN', 'inf', '1_0', null], { min_value: 0 }, ['five', '', 'NaN', 'inf', '1_0']],
    [
      'VARCHAR',
      ['2024-01-02', '2023-12-31T23:59:59', 'soon'],
      { min_value: '2024-01-01' },
      ['2023-12-31T23:59:59', 'soon'],
    ],
    ['VARCHAR', ['m', 'z'], { min_value: 'a', max_value: 'n' }, ['z']],
    ['DATE', ['2024-01-02', '2023-12-31'], { min_value: '2024-01-01' }, ['2023-12-31']],
    ['TIMESTAMP', ['2024-01-02'], { min_value: 'quack' }, 'v is TIMESTAMP, which cannot be compared with this text.'],
    ['DECIMAL(10,2)', ['1.10', '2.50'], { max_value: 2 }, [2.5]],
    [
      'HUGEINT',
      ['170141183460469231731687303715884105727'],
      { max_value: 1 },
      ['170141183460469231731687303715884105727'],
    ],
    ['BOOLEAN', ['true'], { max_value: 1 }, 'v is BOOLEAN, which cannot be compared with a number.'],
  ])('%s %j', async (type, values, kwargs, wanted) => {
    expect(await unexpected(type, values, between, kwargs)).toEqual(wanted);
  });
});

describe('in set', () => {
  const inSet = 'expect_column_values_to_be_in_set';
  const many = Array.from({ length: 40 }, (_, index) => index);

  it.each<[string, Cell[], JsonValue[], JsonValue]>([
    ['VARCHAR', ['1', '1.0', '01', '2', null], [1], ['2']],
    ['VARCHAR', ['true', 'TRUE', 'yes'], [true], ['yes']],
    ['VARCHAR', ['a', null, ''], ['a', null], ['']],
    ['VARCHAR', ['a', 'b'], [], ['a', 'b']],
    ['VARCHAR', ["it's", 'x'], ["it's"], ['x']],
    ['VARCHAR', ['39', '39.0', '40'], many, ['40']],
    ['BIGINT', ['39', '40'], many, [40]],
    ['DOUBLE', ['39', '0.5'], [...many, 0.5], []],
    ['DATE', ['2024-01-01', '2024-01-02'], ['2024-01-01'], ['2024-01-02']],
    ['BOOLEAN', ['true', 'false'], [true], [false]],
  ])('%s %j in %j', async (type, values, value_set, wanted) => {
    expect(await unexpected(type, values, inSet, { value_set })).toEqual(wanted);
  });
});

describe('measures', () => {
  it.each<[string, string, Cell[], JsonObject, JsonValue]>([
    ['expect_column_max_to_be_between', 'VARCHAR', ['9', '10', null], { max_value: 10 }, true],
    ['expect_column_min_to_be_between', 'VARCHAR', ['2024-01-01', '2023-01-01'], { min_value: '2024-01-01' }, false],
    ['expect_column_sum_to_be_between', 'VARCHAR', ['1', '2.5'], { min_value: 3.5, max_value: 3.5 }, true],
    ['expect_column_mean_to_be_between', 'VARCHAR', ['1', 'x', 'y'], {}, '2 values of v cannot be read as numbers.'],
  ])('%s of %s %j', async (name, type, values, kwargs, wanted) => {
    expect(await unexpected(type, values, name, kwargs)).toEqual(wanted);
  });
});

describe('what could not run is known before any row is read', () => {
  it.each<[string, string, JsonObject, string]>([
    ['expect_column_values_to_be_in_set', 'DATE', { value_set: ['soon'] }, 'not a date'],
    ['expect_column_distinct_values_to_equal_set', 'TIMESTAMP', { value_set: [7] }, 'not a date'],
    ['expect_column_values_to_match_strftime_format', 'VARCHAR', { strftime_format: '%Y-%Q' }, '%Q'],
    ['expect_column_values_to_match_strftime_format', 'VARCHAR', { strftime_format: '%Y%' }, '%'],
    ['expect_column_values_to_match_strftime_format', 'INTEGER', { strftime_format: '%Y' }, 'about text'],
    ['expect_column_mean_to_be_between', 'DATE', { min_value: 1 }, 'about numbers'],
  ])('%s on %s %j', async (name, type, kwargs, words) => {
    expect(await unexpected(type, [null], name, kwargs)).toContain(words);
  });
});
