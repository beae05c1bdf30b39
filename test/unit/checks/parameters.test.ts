import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../electron/contract/check.ts';
import { resolveParameters } from '../../../electron/engine/checks/suite/parameters.ts';

const now = new Date('2024-02-29T12:00:00Z');

function resolve(expression: string, values: JsonObject = {}): JsonValue | undefined {
  const { kwargs, problems } = resolveParameters({ x: { $PARAMETER: expression } }, { values, now });
  if (problems.length > 0) throw new Error(problems[0]!.problem);
  return kwargs['x'];
}

describe('suite parameters', () => {
  it.each<[string, JsonValue]>([
    ['rows', 1000],
    ['rows * 0.9', 900],
    ['-rows + 2 * (3 + 4) ^ 2', -902],
    ['2 ** 3 / 4', 2],
    ['a.b-c', 'a whole name'],
    ['allowed', ['x', 'y']],
    ['now()', '2024-02-29T12:00:00.000'],
    ['now() - timedelta(weeks=52*2)', '2022-03-03T12:00:00.000'],
    ['datetime(2003, 1, 1)', '2003-01-01T00:00:00.000'],
    ['datetime(2003, 1, 1, hour=6) + timedelta(1)', '2003-01-02T06:00:00.000'],
    ['abs(1 - 3)', 2],
  ])('%s', (expression, value) => {
    expect(resolve(expression, { rows: 1000, 'a.b-c': 'a whole name', allowed: ['x', 'y'] })).toEqual(value);
  });

  it.each([
    ['rows +', 'cannot be read'],
    ['nothing', 'has no value'],
    ['rows rows', 'cannot be read'],
    ['constructor', 'has no value'],
    ['1 / 0', 'no finite value'],
    ['system("x")', 'cannot be read'],
    ['eval(1)', 'not a function'],
    ['timedelta(fortnights=1)', 'no argument'],
    ['now() * 2', 'a date stands'],
    ['timedelta(days=1)', 'length of time'],
    ['urn:great_expectations:validations:x', 'earlier validation'],
  ])('%s is refused', (expression, words) => {
    expect(() => resolve(expression, { rows: 1 })).toThrow(words);
  });

  it('are found inside lists', () => {
    const { kwargs } = resolveParameters({ value_set: ['a', { $PARAMETER: 'b' }] }, { values: { b: 'c' }, now });
    expect(kwargs).toEqual({ value_set: ['a', 'c'] });
  });
});
