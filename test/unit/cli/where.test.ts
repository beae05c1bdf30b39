import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOperators, conditionSchema, type Condition } from '../../../electron/contract/record.ts';
import { formatWhere, parseWhere } from '../../../electron/hosts/cli/where.ts';

describe('the --where grammar', () => {
  it.each<[string, Condition]>([
    ['a=b', { column: 'a', operator: '=', value: 'b' }],
    ['a= b ', { column: 'a', operator: '=', value: ' b ' }],
    ['a=', { column: 'a', operator: '=', value: '' }],
    ['a=b=c', { column: 'a', operator: '=', value: 'b=c' }],
    ['a=x is null', { column: 'a', operator: '=', value: 'x is null' }],
    ['a!=b', { column: 'a', operator: '!=', value: 'b' }],
    ['a*=b', { column: 'a', operator: 'contains', value: 'b' }],
    ['a%=9-a, a', { column: 'a', operator: 'has pattern', value: '9-a, a' }],
    ['a~^[A-Z]=~$', { column: 'a', operator: 'matches', value: '^[A-Z]=~$' }],
    ['a is null', { column: 'a', operator: 'is null' }],
    ['a IS NOT NULL', { column: 'a', operator: 'is not null' }],
    ['two words is null', { column: 'two words', operator: 'is null' }],
    ['two words =x', { column: 'two words', operator: '=', value: 'x' }],
    ['"a=b"=c', { column: 'a=b', operator: '=', value: 'c' }],
    ['"say ""so"""!=c', { column: 'say "so"', operator: '!=', value: 'c' }],
    ['" a " is not null', { column: ' a ', operator: 'is not null' }],
    ['a=line\nbreak', { column: 'a', operator: '=', value: 'line\nbreak' }],
  ])('reads %j', (text, condition) => {
    expect(parseWhere(text)).toEqual(condition);
  });

  it.each(['', 'a', '=b', 'a is', 'a is nothing', '"a=b', '"a" b', '""=x', 'a~', 'drop table; --'])(
    'refuses %j',
    (text) => {
      expect(() => parseWhere(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    },
  );

  it('says how a condition is written when it refuses one', () => {
    expect(() => parseWhere('speciality')).toThrow(/col=value.*col~regex.*is null/);
  });

  const condition = fc
    .record({
      column: fc.string({ minLength: 1, unit: 'binary' }),
      operator: fc.constantFrom(...conditionOperators),
      value: fc.string({ minLength: 1, unit: 'binary' }),
    })
    .map(({ column, operator, value }): Condition =>
      operator.startsWith('is') ? { column, operator } : { column, operator, value },
    );

  it('reads back every condition that is written', () => {
    fc.assert(
      fc.property(condition, (written) => {
        expect(parseWhere(formatWhere(written))).toEqual(written);
      }),
    );
  });

  it('keeps every value exactly as typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseWhere(`a=${value}`).value).toBe(value);
      }),
    );
  });

  it('gives a condition of the contract, or says INVALID_INPUT, whatever is typed', () => {
    const pieces = fc.array(
      fc.oneof(fc.constantFrom('=', '!', '*', '~', '"', ' ', 'is', 'null', 'not', 'a'), fc.string()),
    );
    fc.assert(
      fc.property(pieces, (typed) => {
        try {
          expect(conditionSchema.safeParse(parseWhere(typed.join(''))).success).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_INPUT' });
        }
      }),
    );
  });
});
