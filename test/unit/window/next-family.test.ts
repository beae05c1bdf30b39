import { describe, expect, it } from 'vitest';
import { nextFamily } from '../../../renderer/features/review/next-family.ts';

describe('the family after the one that was decided', () => {
  it('is the next of the list that is still open', () => {
    expect(nextFamily(['a', 'b', 'c', 'd'], 'b', ['a', 'd'])).toBe('d');
  });

  it('is the first again after the last, and none when none is left', () => {
    expect(nextFamily(['a', 'b'], 'b', ['a'])).toBe('a');
    expect(nextFamily(['a'], 'a', [])).toBeUndefined();
  });
});
