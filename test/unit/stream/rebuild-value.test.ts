import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonRecord } from '../../../electron/engine/intake/scan/json-record.ts';
import { rebuildValue, type JsonKind } from '../../../electron/engine/stream/redrive/rebuild-value.ts';

const none = () => undefined;
const rebuilt = (
  value: string,
  changes: Readonly<Record<string, string | null>>,
  usual: (key: string) => JsonKind | undefined = none,
): string => rebuildValue(Buffer.from(value), new Map(Object.entries(changes)), usual).toString('utf8');

describe('a message with corrected cells', () => {
  it('is the very bytes it was where nothing was corrected', () => {
    const value = Buffer.from(' { "a" :1.500, "b":"\\u0041" }\n');
    expect(rebuildValue(value, new Map(), none)).toBe(value);
  });

  it('has every other byte as it was: spaces, order, the spelling of numbers, escapes', () => {
    expect(rebuilt(' { "n" : 1.500e+02 ,\t"t":"\\u0041\\/" , "s":"x"}\n', { s: 'é "y"' })).toBe(
      ' { "n" : 1.500e+02 ,\t"t":"\\u0041\\/" , "s":"é \\"y\\""}\n',
    );
  });

  it.each([
    ['a number stays a number', '{"a":1}', '2.50', '{"a":2.50}'],
    ['text that is no number becomes a string', '{"a":1}', '2,5', '{"a":"2,5"}'],
    ['a string of digits stays a string', '{"a":"1"}', '2', '{"a":"2"}'],
    ['a boolean stays one', '{"a":true}', 'false', '{"a":false}'],
    ['text that is no boolean becomes a string', '{"a":true}', 'no', '{"a":"no"}'],
    ['an object stays one', '{"a":{"b":[1]}}', '{"b":[]}', '{"a":{"b":[]}}'],
    ['an array stays one', '{"a":[1]}', '[2]', '{"a":[2]}'],
    ['an array given for an object becomes a string', '{"a":{}}', '[2]', '{"a":"[2]"}'],
    ['what was null becomes a string', '{"a":null}', '2', '{"a":"2"}'],
    ['the word null is text', '{"a":1}', 'null', '{"a":"null"}'],
    ['an empty text is a string', '{"a":1}', '', '{"a":""}'],
  ])('%s', (_, value, text, expected) => {
    expect(rebuilt(value, { a: text })).toBe(expected);
  });

  it('null is written as null, and not at all where the key is missing', () => {
    expect(rebuilt('{"a":1,"b":"x"}', { a: null, b: null, c: null })).toBe('{"a":null,"b":null}');
  });

  it('what was null or missing is of the kind that the key has elsewhere', () => {
    const usual = (key: string): JsonKind | undefined => (key === 'age' ? 'number' : undefined);
    expect(rebuilt('{"age":null}', { age: '42' }, usual)).toBe('{"age":42}');
    expect(rebuilt('{"x":1}', { age: '42', ward: '42' }, usual)).toBe('{"x":1,"age":42,"ward":"42"}');
    expect(rebuilt('{ }', { age: 'unknown' }, usual)).toBe('{ "age":"unknown"}');
  });

  it('a key is found however it is spelt, and those inside other values are not', () => {
    expect(rebuilt('{"\\u0061":"x","b":{"a":1}}', { a: 'y' })).toBe('{"\\u0061":"y","b":{"a":1}}');
  });

  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const key = fc.oneof(text, fc.constantFrom('a', 'b', '__proto__', '"', '\\', '', 'a/b~c'));
  const cell = fc.oneof(fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }), fc.constant(null));
  const members = fc.uniqueArray(fc.tuple(key, cell), { selector: ([name]) => name, maxLength: 8 });
  const space = fc.constantFrom('', ' ', '\n', '\t ', '  ');

  it('is read again as what it was, with the corrected cells as they were given', () => {
    fc.assert(
      fc.property(
        members,
        fc.uniqueArray(fc.tuple(key, fc.option(text)), { selector: ([name]) => name, maxLength: 5 }),
        space,
        (cells, corrections, gap) => {
          const json = cells.map(([name, value]) => `${JSON.stringify(name)}${gap}:${gap}${JSON.stringify(value)}`);
          const value = Buffer.from(`${gap}{${gap}${json.join(`${gap},${gap}`)}${gap}}${gap}`);
          const before = readAs(value);
          const after = readAs(rebuildValue(value, new Map(corrections), none));
          const expected = new Map(before);
          for (const [name, correction] of corrections) {
            if (correction !== null || expected.has(name)) expected.set(name, correction);
          }
          expect([...after]).toEqual([...expected]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with each cell corrected to what it is, is byte for byte what it was', () => {
    fc.assert(
      fc.property(members, space, (cells, gap) => {
        const json = cells.map(([name, value]) => `${JSON.stringify(name)}:${gap}${JSON.stringify(value)}`);
        const value = Buffer.from(`{${json.join(`,${gap}`)}}`);
        expect(rebuildValue(value, readAs(value), none).toString()).toBe(value.toString());
      }),
      { numRuns: 500 },
    );
  });
});

/** As the intake reads it: the next desk's batch is made by this. */
function readAs(value: Buffer): Map<string, string | null> {
  const reader = new JsonRecord();
  expect(reader.read(value, 0, value.length, true)).toBeNull();
  return new Map(reader.keys.map((name, index) => [name, reader.values[index] ?? null]));
}
