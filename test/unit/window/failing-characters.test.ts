import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failingMarks, joinMarks } from '../../../renderer/grid/failing-characters.ts';

const match = (regex: string) => ({ type: 'expect_column_values_to_match_regex', kwargs: { column: 'c', regex } });
const notMatch = (regex: string) => ({
  type: 'expect_column_values_to_not_match_regex',
  kwargs: { column: 'c', regex },
});

/** Classes that RE2 and JavaScript read alike, so that the page's own engine can be the judge. */
const classes = [
  '[A-Za-z ]',
  '[^0-9,]',
  '\\d',
  '[\\w.-]',
  '[a-f\\d]',
  '[^\\W_]',
  '[\\x41-\\x5a]',
  '[é-ü]',
  '\\p{Lu}',
  '[]a]',
];
const inJavaScript = (each: string): RegExp => new RegExp(`^${each.replace('[]a]', '[\\]a]')}$`, 'u');
const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string());

describe('the marks of a rule of characters', () => {
  it('are exactly the characters outside the class', () => {
    fc.assert(
      fc.property(fc.constantFrom(...classes), texts, (each, text) => {
        const allowed = inJavaScript(each);
        const outside = Array.from(text).filter((character) => !allowed.test(character));
        fc.pre(outside.length > 0);
        expect(marked(match(`^${each}+$`), text)).toBe(outside.join(''));
      }),
    );
  });

  it('are exactly the characters of a class that must not be there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...classes), texts, (each, text) => {
        const forbidden = inJavaScript(each);
        const inside = Array.from(text).filter((character) => forbidden.test(character));
        fc.pre(inside.length > 0);
        expect(marked(notMatch(each), text)).toBe(inside.join(''));
      }),
    );
  });

  it('are what is beyond the length', () => {
    fc.assert(
      fc.property(texts, fc.nat(20), (text, most) => {
        const characters = Array.from(text);
        fc.pre(characters.length > most);
        const rule = { type: 'expect_column_value_lengths_to_be_between', kwargs: { column: 'c', max_value: most } };
        expect(marked(rule, text)).toBe(characters.slice(most).join(''));
      }),
    );
  });

  it('are the whole value where it cannot be said', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom('^(a+)+$', '^[a-z]+', '^[a-z]+[0-9]$', '['),
        (text, regex) => {
          expect(marked(match(regex), text)).toBe(text);
        },
      ),
    );
  });

  it('stand in order, apart from each other and within the value', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...classes.map((each) => `^${each}{2,5}$`), '^\\S', 'a|b'), (text, regex) => {
        let end = -1;
        for (const { from, to } of failingMarks(match(regex), text)) {
          expect(from).toBeGreaterThan(end);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          end = to;
        }
      }),
    );
  });

  it('join to cover what any of them covers', () => {
    const marks = fc.array(fc.tuple(fc.nat(30), fc.nat(8)).map(([from, length]) => ({ from, to: from + length + 1 })));
    fc.assert(
      fc.property(marks, (each) => {
        expect(covered(joinMarks(each))).toEqual(covered(each));
      }),
    );
  });
});

describe('what is marked', () => {
  const specialty = '^[A-Za-z\\s]+$';

  it.each([
    [match(specialty), ' Cardiovascular / Pulmonary', '/'],
    [match(specialty), 'SOAP/Chart-Notes', '/-'],
    [match(specialty), 'Médecine', 'é'],
    [match('^[[:upper:]]{3}$'), 'ABCDE', 'DE'],
    [match('^[[:upper:]]{3}$'), 'AB', 'AB'],
    [match('^[^\\s]+$'), 'a\u00A0b c', ' '],
    [match('^\\S.*\\S$'), '  both ends ', '   '],
    [notMatch('\\s+$'), 'behind  ', '  '],
    [notMatch('^bad$'), 'bad', 'bad'],
    [{ type: 'expect_column_value_lengths_to_equal', kwargs: { value: 2 } }, '😀😀😀', '😀'],
    [{ type: 'expect_column_value_lengths_to_be_between', kwargs: { min_value: 9 } }, 'short', 'short'],
    [{ type: 'expect_column_values_to_be_in_set', kwargs: { value_set: ['Surgery'] } }, ' Surgery', ' '],
    [{ type: 'expect_column_values_to_be_in_set', kwargs: { value_set: ['Surgery'] } }, 'Surgeri', 'Surgeri'],
    [undefined, 'anything', 'anything'],
  ])('%j of %j', (rule, value, expected) => {
    expect(marked(rule, value)).toBe(expected);
  });

  it('is nothing in the beginning of a value whose fault lies further on', () => {
    expect(failingMarks(match(specialty), 'only letters', false)).toEqual([]);
  });

  it('is nothing in an empty value', () => {
    expect(failingMarks(match(specialty), '')).toEqual([]);
  });
});

function marked(rule: Parameters<typeof failingMarks>[0], text: string): string {
  return failingMarks(rule, text)
    .map(({ from, to }) => text.slice(from, to))
    .join('');
}

function covered(marks: readonly { from: number; to: number }[]): number[] {
  const places = marks.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
  return [...new Set(places)].sort((left, right) => left - right);
}
