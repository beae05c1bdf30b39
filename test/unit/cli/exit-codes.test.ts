import { describe, expect, it } from 'vitest';
import { DeskError, errorCodes, type ErrorCode } from '../../../electron/contract/errors.ts';
import { exitCodeOf } from '../../../electron/hosts/cli/exit-codes.ts';

describe('exit codes', () => {
  it.each(errorCodes)('%s has one, and it is not "fine"', (code) => {
    expect([1, 2, 4, 130]).toContain(exitCodeOf(new DeskError(code, '')));
  });

  it.each<[ErrorCode, number]>([
    ['INVALID_INPUT', 2],
    ['SOURCE_EMPTY', 2],
    ['ALREADY_LOADED', 2],
    ['TARGET_NOT_WRITABLE', 2],
    ['COULD_NOT_RUN', 1],
    ['RECEIPT_UNBALANCED', 1],
    ['INTERNAL', 1],
    ['WORKSPACE_IN_USE', 4],
    ['CANCELLED', 130],
  ])('%s exits %i', (code, exit) => {
    expect(exitCodeOf(new DeskError(code, ''))).toBe(exit);
  });

  it('an error that is not ours failed', () => {
    expect(exitCodeOf(new TypeError('boom'))).toBe(1);
  });
});
