import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise, neutraliseOutput, size, table, visible } from '../../../electron/hosts/cli/text.ts';

const acting = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

describe('text for a terminal', () => {
  it.each([
    ['\u001b[2J\u001b]0;owned\u0007', '␛[2J␛]0;owned␇'],
    ['a\rb\u0008c', 'a␍b␈c'],
    ['\u009b31m', '\\u009b31m'],
    ['abc\u202edef', 'abc\\u202edef'],
    ['naïve 病', 'naïve 病'],
  ])('shows %j as a picture of itself', (text, shown) => {
    expect(neutralise(text)).toBe(shown);
  });

  it('leaves nothing that a terminal acts upon, in any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(visible(value)).not.toMatch(acting);
      }),
    );
  });

  it('keeps line breaks and our own colours in whole output, and nothing else', () => {
    const text = 'a\n\u001b[31mred\u001b[39m \u001b[2J';
    expect(neutraliseOutput(text, true)).toBe('a\n\u001b[31mred\u001b[39m ␛[2J');
    expect(neutraliseOutput(text, false)).not.toContain('\u001b');
  });

  it.each<[string | null, string]>([
    [' Surgery', '·Surgery'],
    ['Surgery  ', 'Surgery··'],
    ['   ', '···'],
    ['two words', 'two words'],
    ['', '(empty)'],
    [null, '(null)'],
    ['a\r\nb\nc', 'a↵b↵c'],
  ])('makes %j visible as %j', (value, shown) => {
    expect(visible(value)).toBe(shown);
  });

  it('cuts a long value and says so', () => {
    expect(visible('x'.repeat(100), 10)).toBe(`${'x'.repeat(9)}…`);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [340_000_000, '340.0 MB'],
    [1_500_000_000_000_000, '1500.0 TB'],
  ])('says %i as %s', (bytes, words) => {
    expect(size(bytes)).toBe(words);
  });

  it('aligns a table and leaves no blanks at line ends', () => {
    expect(
      table(
        ['a', 'bb'],
        [
          ['long', ''],
          ['x', 'y'],
        ],
      ),
    ).toBe('a     bb\nlong\nx     y');
  });
});
