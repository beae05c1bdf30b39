/** What is shown as gone and as new must be what is gone and what is new. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from '../../../renderer/ui/diff-words.ts';

const side = (before: string, after: string, left: 'gone' | 'new'): string =>
  diffWords(before, after)
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('');

const words = fc
  .array(fc.oneof(fc.constantFrom('and', '/', ' ', 'Cardio', 'é', '😀'), fc.string()))
  .map((all) => all.join(''));

describe('the difference of two values', () => {
  it('holds both of them whole', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(side(before, after, 'new')).toBe(before);
        expect(side(before, after, 'gone')).toBe(after);
      }),
    );
  });

  it('is by words, and sees a space', () => {
    expect(diffWords(' Cardiovascular / Pulmonary', 'Cardiovascular and Pulmonary')).toEqual([
      { kind: 'gone', text: ' ' },
      { kind: 'same', text: 'Cardiovascular ' },
      { kind: 'gone', text: '/' },
      { kind: 'new', text: 'and' },
      { kind: 'same', text: ' Pulmonary' },
    ]);
  });

  it('of long texts that share nothing is one replaced by the other, and still true', () => {
    const [before, after] = ['a '.repeat(2_000), 'b\t'.repeat(2_000)];
    expect(diffWords(before, after)).toEqual([
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ]);
  });
});
