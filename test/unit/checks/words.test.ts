import { describe, expect, it } from 'vitest';
import { findExpectation } from '../../../electron/engine/checks/registry.ts';
import type { JsonObject } from '../../../electron/contract/check.ts';

function sentence(type: string, kwargs: JsonObject): string {
  const bound = findExpectation(type)?.bind(kwargs);
  if (bound === undefined || !('rule' in bound)) throw new Error(JSON.stringify(bound));
  return bound.rule.sentence;
}

const regex = (pattern: string): string =>
  sentence('expect_column_values_to_match_regex', { column: 'v', regex: pattern });

describe('rules in words', () => {
  it.each([
    [String.raw`^[A-Za-z\s]+$`, 'v must contain only letters and spaces'],
    [String.raw`^[A-Za-z0-9 ,\-]*$`, 'v must contain only letters, digits, spaces, commas and hyphens'],
    [String.raw`^[0-9]{5}$`, 'v must contain only digits, exactly 5 of them'],
    [String.raw`^\d{4}-\d{2}-\d{2}$`, 'v must look like a date such as 2024-01-31'],
    ['^[^A-Z]+$', 'v must match the pattern ^[^A-Z]+$'],
    ['^(a|b)$', 'v must match the pattern ^(a|b)$'],
    ['constructor', 'v must match the pattern constructor'],
  ])('%s', (pattern, words) => {
    expect(regex(pattern)).toBe(words);
  });

  it.each<[string, JsonObject, string]>([
    [
      'expect_column_values_to_not_be_null',
      { column: 'v', mostly: 0.95 },
      'v must not be empty, in at least 95% of records',
    ],
    [
      'expect_column_values_to_not_be_null',
      { column: 'v', row_condition: 'col("s") == "paid"' },
      'v must not be empty (where s is paid)',
    ],
    ['expect_column_values_to_be_between', { column: 'v', min_value: 1, max_value: 9 }, 'v must be between 1 and 9'],
    [
      'expect_column_values_to_be_between',
      { column: 'v', min_value: 1, max_value: 9, strict_min: true },
      'v must be more than 1 and at most 9',
    ],
    ['expect_column_values_to_be_in_set', { column: 'v', value_set: ['a', 'b', 'c'] }, 'v must be one of a, b or c'],
    ['expect_table_row_count_to_be_between', { min_value: 5 }, 'the table must have at least 5 records'],
    ['expect_compound_columns_to_be_unique', { column_list: ['a', 'b'] }, 'a and b together must not repeat'],
  ])('%s %j', (type, kwargs, words) => {
    expect(sentence(type, kwargs)).toBe(words);
  });
});
