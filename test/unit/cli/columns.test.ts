import { describe, expect, it } from 'vitest';
import { parseSort } from '../../../electron/hosts/cli/commands/quarantine-list.ts';
import { parseColumnList } from '../../../electron/hosts/cli/quoted-column.ts';

describe('--partition-by', () => {
  it.each<[string, string[]]>([
    ['ingest_date', ['ingest_date']],
    ['a, b', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['', []],
  ])('reads %j', (text, columns) => {
    expect(parseColumnList(text)).toEqual(columns);
  });

  it.each(['a,,b', ',a', '"a" b', '"a'])('refuses %j', (text) => {
    expect(() => parseColumnList(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('--sort', () => {
  it.each([
    ['age', { column: 'age', direction: 'asc' }],
    ['age:desc', { column: 'age', direction: 'desc' }],
    ['age:asc', { column: 'age', direction: 'asc' }],
    ['a:b', { column: 'a:b', direction: 'asc' }],
    ['"a:desc":desc', { column: 'a:desc', direction: 'desc' }],
    ['"a:desc"', { column: 'a:desc', direction: 'asc' }],
  ])('reads %j', (text, sort) => {
    expect(parseSort(text)).toEqual(sort);
  });
});
