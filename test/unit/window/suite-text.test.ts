import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpectationConfig, JsonValue, Suite } from '../../../electron/contract/check.ts';
import { bronzeValidation } from '../../../electron/engine/checks/builtin-suite.ts';
import { parseSuite } from '../../../electron/engine/checks/suite/parse-suite.ts';
import {
  addExpectation,
  removeExpectation,
  replaceExpectation,
  suiteText,
} from '../../../renderer/features/checks/suite-text.ts';

/** Text as people and files have it: quotes, backslashes, line ends, other scripts. */
const text = fc.string({ unit: 'grapheme', minLength: 1 });

const kinds: readonly fc.Arbitrary<Pick<ExpectationConfig, 'type' | 'kwargs'>>[] = [
  text.map((column) => ({ type: 'expect_column_values_to_not_be_null', kwargs: { column } })),
  fc
    .tuple(text, text)
    .map(([column, regex]) => ({ type: 'expect_column_values_to_match_regex', kwargs: { column, regex } })),
  fc.tuple(text, fc.array(fc.oneof(text, fc.integer(), fc.boolean()))).map(([column, value_set]) => ({
    type: 'expect_column_values_to_be_in_set',
    kwargs: { column, value_set },
  })),
  fc.nat().map((value) => ({ type: 'expect_table_row_count_to_equal', kwargs: { value } })),
];

/** The contract takes no key of this name, however deep: it would be more than a key to whoever copies the object. */
const isPlain = (value: unknown): boolean => !JSON.stringify(value).includes('"__proto__":');

const meta = fc.dictionary(
  text.filter((key) => !['notes', 'severity', '__proto__'].includes(key)),
  fc.jsonValue({ maxDepth: 1 }).filter(isPlain) as fc.Arbitrary<JsonValue>,
  { maxKeys: 2 },
);

const expectation: fc.Arbitrary<ExpectationConfig> = fc
  .record(
    {
      kind: fc.oneof(...kinds),
      meta,
      id: text,
      notes: fc.oneof(text, fc.array(text)),
      description: text,
      severity: fc.constantFrom('critical' as const, 'warning' as const, 'info' as const),
    },
    { requiredKeys: ['kind', 'meta'] },
  )
  .map(({ kind, ...more }) => ({ ...kind, ...more }));

const suite: fc.Arbitrary<Suite> = fc.record({
  name: text,
  id: fc.option(text),
  expectations: fc.array(expectation, { minLength: 1, maxLength: 4 }),
  suite_parameters: fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    fc.integer(),
    { maxKeys: 2 },
  ),
  meta,
  notes: fc.option(fc.oneof(text, fc.array(text))),
});

/** As JSON has it: -0 is 0, and what is undefined is not there. */
const plain = (value: Suite): unknown => JSON.parse(JSON.stringify(value));

describe('a suite as text', () => {
  it('is read by the engine as the very same suite, without a warning', () => {
    fc.assert(
      fc.property(suite, (made) => {
        const { suite: read, warnings, corrected } = parseSuite(suiteText(made));
        expect(plain(read)).toEqual(plain(made));
        expect(warnings).toEqual([]);
        expect(corrected).toBeNull();
      }),
    );
  });

  it('keeps every other expectation where one is added, replaced or removed', () => {
    fc.assert(
      fc.property(suite, expectation, fc.nat(), (made, other, at) => {
        const position = at % made.expectations.length;
        const added = addExpectation(made, other);
        expect(added.expectations).toEqual([...made.expectations, other]);
        expect(removeExpectation(added, made.expectations.length)).toEqual(made);
        const replaced = replaceExpectation(made, position, other);
        expect(replaced.expectations[position]).toBe(other);
        expect(removeExpectation(replaced, position)).toEqual(removeExpectation(made, position));
      }),
    );
  });

  it('is the built-in suite where nothing was changed', () => {
    expect(parseSuite(suiteText(bronzeValidation)).suite).toEqual(bronzeValidation);
  });
});
