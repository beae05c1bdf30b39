import { describe, expect, it } from 'vitest';
import { isDeskError, type DeskError } from '../../../electron/contract/errors.ts';
import { suiteSchema, type SuiteProblem } from '../../../electron/contract/check.ts';
import { bronzeValidation } from '../../../electron/engine/checks/builtin-suite.ts';
import { convertSuite } from '../../../electron/engine/checks/suite/convert-suite.ts';
import { expectationKey, suiteHash } from '../../../electron/engine/checks/suite/identity.ts';
import { parseSuite } from '../../../electron/engine/checks/suite/parse-suite.ts';

const seed = String.raw`{
  "data_asset_type": "Dataset",
  "expectation_suite_name": "bronze_validation",
  "expectations": [
    {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "transcription"}},
    {"expectation_type": "expect_column_values_to_not_be_null", "kwargs": {"column": "medical_specialty"}},
    {"expectation_type": "expect_column_values_to_match_regex",
     "kwargs": {"column": "medical_specialty", "regex": "^[A-Za-z\s]+$"}}
  ]
}
`;

function refusal(text: string): DeskError {
  try {
    parseSuite(text);
  } catch (error) {
    if (isDeskError(error, 'SUITE_INVALID')) return error;
    throw error;
  }
  throw new Error('the suite was accepted');
}

function problems(...expectations: unknown[]): SuiteProblem[] {
  const error = refusal(JSON.stringify({ name: 's', expectations }));
  return error.details?.['problems'] as SuiteProblem[];
}

describe('the suite people paste', () => {
  it('loads, meaning a backslash and an s', () => {
    expect(parseSuite(seed).suite).toEqual(bronzeValidation);
  });

  it('warns with the line and column of the backslash', () => {
    const line = seed.split('\n')[7]!;
    expect(parseSuite(seed).warnings).toEqual([
      { line: 8, column: line.indexOf('\\') + 1, message: expect.stringContaining(String.raw`\\s`) as string },
    ]);
  });

  it('offers the corrected file, which needs no correction', () => {
    const { corrected } = parseSuite(seed);
    expect(corrected).toBe(seed.replace(String.raw`\s`, String.raw`\\s`));
    expect(parseSuite(corrected!)).toEqual({ suite: bronzeValidation, warnings: [], corrected: null });
  });

  it('names every illegal escape, and leaves legal ones alone', () => {
    const text = String.raw`{"name": "a\tb", "expectations": [{"type": "expect_column_values_to_match_regex", "kwargs": {"column": "c\"d", "regex": "\d\\d\.\u00e9\u00zz"}}]}`;
    const { suite, warnings } = parseSuite(text);
    expect(suite.name).toBe('a\tb');
    expect(suite.expectations[0]!.kwargs).toEqual({ column: 'c"d', regex: String.raw`\d\d\.é\u00zz` });
    expect(warnings).toHaveLength(3);
  });
});

describe('text that is not JSON', () => {
  it.each([
    ['{"name": "s",\n "expectations": [}', 2, 19],
    ['{"name": "s" "expectations": []}', 1, 14],
    ['{"name": "s",\n  // why\n "expectations": []}', 2, 3],
    ['{"name": "s", "expectations": [],}', 1, 34],
    ['', 1, 1],
    ['expectations:\n  - x', 1, 1],
  ])('is refused with its line and column: %j', (text, line, column) => {
    const error = refusal(text);
    expect(error.details).toEqual({ line, column });
    expect(error.message).toContain(`line ${line}, column ${column}`);
  });

  it('counts columns in the given text, not in the corrected one', () => {
    const error = refusal(String.raw`{"name": "\s\s\s" "expectations": []}`);
    expect(error.details).toEqual({ line: 1, column: 19 });
  });

  it('reads past a byte order mark', () => {
    expect(parseSuite(`\uFEFF${seed}`).suite.name).toBe('bronze_validation');
  });
});

describe('a suite that could leave a check out', () => {
  it('is refused with every problem at once', () => {
    expect(
      problems(
        { type: 'expect_column_values_to_not_be_nul', kwargs: { column: 'a' } },
        { type: 'expect_column_values_to_be_in_set', kwargs: {} },
        { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a', mostly: 1.5 } },
        { type: 'expect_column_values_to_be_between', kwargs: { column: 'a' } },
        { kwargs: {} },
      ),
    ).toEqual([
      {
        expectation: 'expect_column_values_to_not_be_nul',
        position: 1,
        problem: 'this expectation is not known. Did you mean expect_column_values_to_not_be_null?',
      },
      { expectation: 'expect_column_values_to_be_in_set', position: 2, problem: 'the argument "column" is missing' },
      { expectation: 'expect_column_values_to_be_in_set', position: 2, problem: 'the argument "value_set" is missing' },
      {
        expectation: 'expect_column_values_to_not_be_null',
        position: 3,
        problem: 'the argument "mostly" must be a number from 0 to 1',
      },
      {
        expectation: 'expect_column_values_to_be_between',
        position: 4,
        problem: 'the arguments "min_value" and "max_value" cannot both be missing',
      },
      { expectation: '(unreadable)', position: 5, problem: 'it has no "type"' },
    ]);
  });

  it.each([
    [{ mostly: null }, 'mostly'],
    [{ mostly: '0.9' }, 'mostly'],
    [{ mostly: -0.1 }, 'mostly'],
    [{ row_condition: 'a = 1' }, 'row condition'],
    [{ row_condition: 'col("a") == 1', condition_parser: 'sql' }, 'condition_parser'],
    [{ mostly: { $PARAMETER: 'half +' } }, 'cannot be read'],
    [{ mostly: { $PARAMETER: 7 } }, 'must be a text'],
  ])('is refused for %j', (kwargs, words) => {
    const [problem] = problems({ type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a', ...kwargs } });
    expect(problem?.problem).toContain(words);
  });

  it('is refused when it is empty, nameless or no suite', () => {
    expect(refusal('{"name": "s", "expectations": []}').message).toContain('no expectations');
    expect(refusal('{"expectations": [{"type": "x"}]}').message).toContain('no name');
    expect(refusal('[1]').message).toContain('not a suite');
    expect(refusal('{"name": "s"}').message).toContain('"expectations"');
  });

  it('is accepted when only a parameter has no value yet', () => {
    const kwargs = { column: 'a', min_value: { $PARAMETER: 'lowest * 2' } };
    const text = JSON.stringify({ name: 's', expectations: [{ type: 'expect_column_values_to_be_between', kwargs }] });
    expect(parseSuite(text).suite.expectations[0]!.kwargs).toEqual(kwargs);
  });

  it('warns about an argument that does not exist, where it stands', () => {
    const text =
      '{"name": "s", "expectations": [\n{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "a", "mostli": 0.5}}]}';
    expect(parseSuite(text).warnings).toEqual([
      {
        line: 2,
        column: text.split('\n')[1]!.indexOf('0.5') + 1,
        message: expect.stringContaining('Did you mean mostly?') as string,
      },
    ]);
  });
});

describe('both generations', () => {
  const full = parseSuite(
    JSON.stringify({
      name: 'orders',
      id: '7c1f0c62-5f0e-4a53-9a0d-0f1f6f6f2a11',
      expectations: [
        {
          type: 'expect_column_values_to_be_between',
          id: '3f0e6a3e-0a7b-4a52-8a39-2c8fd6b0c001',
          kwargs: { column: 'amount', min_value: 0, max_value: { $PARAMETER: 'most' } },
          meta: { team: 'x' },
          notes: ['refunds elsewhere'],
          description: 'amounts',
          severity: 'warning',
        },
      ],
      suite_parameters: { most: 500 },
      meta: { great_expectations_version: '1.2.0' },
      notes: 'about orders',
    }),
  ).suite;

  it.each(['legacy', '1.x'] as const)('a suite survives being written as %s', (generation) => {
    const written = convertSuite(full, generation);
    expect(parseSuite(JSON.stringify(written)).suite).toEqual(full);
    expect(suiteSchema.parse(full)).toEqual(full);
  });

  it('have their own key names', () => {
    expect(Object.keys(convertSuite(full, 'legacy'))).toContain('expectation_suite_name');
    expect(Object.keys(convertSuite(full, '1.x'))).not.toContain('expectation_suite_name');
  });

  it('read legacy notes of every form', () => {
    const entry = { expectation_type: 'expect_column_to_exist', kwargs: { column: 'a' } };
    const meta = { notes: { format: 'markdown', content: ['one'] }, kept: true };
    const text = JSON.stringify({ expectation_suite_name: 's', expectations: [{ ...entry, meta }] });
    expect(parseSuite(text).suite.expectations[0]).toEqual({
      type: 'expect_column_to_exist',
      kwargs: { column: 'a' },
      meta: { kept: true },
      notes: ['one'],
    });
  });
});

describe('identity', () => {
  it('does not depend on key order or run-time switches', () => {
    const key = expectationKey({ type: 't', kwargs: { a: 1, b: [{ c: 1, d: 2 }] } });
    expect(key).toMatch(/^[0-9a-f]{12}$/);
    expect(expectationKey({ type: 't', kwargs: { b: [{ d: 2, c: 1 }], a: 1, result_format: 'BASIC' } })).toBe(key);
    expect(expectationKey({ type: 't', kwargs: { a: 2, b: [{ c: 1, d: 2 }] } })).not.toBe(key);
  });

  it('is the same for a suite read from either generation', () => {
    const legacy = parseSuite(seed).suite;
    const current = parseSuite(JSON.stringify(convertSuite(legacy, '1.x'))).suite;
    expect(suiteHash(current)).toBe(suiteHash(bronzeValidation));
    expect(suiteHash({ ...current, name: 'other' })).not.toBe(suiteHash(current));
  });
});
