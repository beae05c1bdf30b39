import { expect, it } from 'vitest';
import { personName } from '../../../electron/hosts/person-name.ts';

it.each([
  ['mkeller', 'mkeller'],
  [' Ada Tester ', 'Ada Tester'],
  ['root', ''],
  ['Administrator', ''],
  ['', ''],
])('the account %j begins as %j', (account, name) => expect(personName(account)).toBe(name));
