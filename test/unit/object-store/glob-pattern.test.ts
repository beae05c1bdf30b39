import { expect, test } from 'vitest';
import { globPattern } from '../../../electron/engine/intake/expand-objects.ts';

test.each([
  ['*.csv', ['a.csv', '.csv'], ['a/b.csv', 'a.csv.gz', 'acsv']],
  ['a?.csv', ['a1.csv'], ['a.csv', 'a/.csv', 'a12.csv']],
  ['**/*.csv', ['a.csv', 'x/a.csv', 'x/y/a.csv'], ['a.tsv']],
  ['x/**', ['x/a', 'x/y/b'], ['y/a']],
  ['[ab]-[!0-9].csv', ['a-x.csv', 'b-_.csv'], ['c-x.csv', 'a-1.csv']],
  ['a+b(1).{csv}', ['a+b(1).{csv}'], ['aab1.csv']],
  ['a[.csv', ['a[.csv'], ['a.csv']],
])('%s', (glob, matching, others) => {
  const pattern = globPattern(glob);
  expect(matching.filter((key) => !pattern.test(key))).toEqual([]);
  expect(others.filter((key) => pattern.test(key))).toEqual([]);
});
