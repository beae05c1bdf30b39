import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAssignments } from '../../../electron/hosts/cli/assignments.ts';

describe('--set and --set-null', () => {
  it.each<[string[], string[], Record<string, string | null>]>([
    [['a=b'], [], { a: 'b' }],
    [['a='], [], { a: '' }],
    [['a= b = c '], [], { a: ' b = c ' }],
    [['"a=b"=c'], [], { 'a=b': 'c' }],
    [['a=1', 'b=2'], ['c'], { a: '1', b: '2', c: null }],
    [[], ['"a "'], { 'a ': null }],
  ])('reads %j and %j', (sets, nulls, expected) => {
    expect(parseAssignments(sets, nulls)).toEqual(expected);
  });

  it.each<[string[], string[]]>([
    [[], []],
    [['a'], []],
    [['=b'], []],
    [['"a" b=c'], []],
    [['a=1', 'a=2'], []],
    [['a=1'], ['a']],
  ])('refuses %j and %j', (sets, nulls) => {
    expect(() => parseAssignments(sets, nulls)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('keeps every value exactly as typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseAssignments([`a=${value}`], [])).toEqual({ a: value });
      }),
    );
  });

  it('takes a column named after what objects inherit', () => {
    expect(Object.entries(parseAssignments(['__proto__=x'], []))).toEqual([['__proto__', 'x']]);
  });
});
