import { describe, expect, it } from 'vitest';
import type { ExpectationResult, ValidationResult, ValidationSummary } from '../../../electron/contract/check.ts';
import { checkRows } from '../../../renderer/features/checks/check-rows.ts';
import { lastTimeWords, verdictWords } from '../../../renderer/features/checks/check-words.ts';
import { fileNameFor } from '../../../renderer/features/checks/suite-file-name.ts';

const result = (
  key: string,
  success: boolean,
  counts: ExpectationResult['result'],
  couldNotRun = false,
): ExpectationResult => ({
  success,
  expectation_config: { type: 'expect_something', kwargs: {}, meta: {} },
  result: counts,
  meta: {
    expectation_key: key,
    expectation_index: 0,
    kind: 'row',
    sentence: `${key} must hold`,
    failure: null,
    could_not_run: couldNotRun,
    what_to_do: couldNotRun ? 'Correct it.' : null,
  },
  exception_info: {
    raised_exception: couldNotRun,
    exception_message: couldNotRun ? 'There is no such column.' : null,
    exception_traceback: null,
  },
});

const validation = (...results: ExpectationResult[]): ValidationResult => ({
  success: false,
  results,
  suite_name: 'test',
  suite_parameters: {},
  statistics: {
    evaluated_expectations: 0,
    successful_expectations: 0,
    unsuccessful_expectations: 0,
    success_percent: null,
  },
  meta: {},
  id: null,
});

const summary = (at: string, key: string, success: boolean, unexpected: number | null): ValidationSummary => ({
  id: at,
  at,
  actor: 'Ada',
  suite: { hash: 'h', name: 'test' },
  success,
  could_not_run: 0,
  results: [{ expectation_key: key, success, unexpected }],
});

const words = (counts: ExpectationResult['result'], success: boolean): string =>
  verdictWords(checkRows(validation(result('a', success, counts)), [])[0]!);

describe('a verdict in words', () => {
  it('counts the rows that fail among those that were asked', () => {
    expect(words({ element_count: 5000, missing_count: 1, unexpected_count: 1619 }, false)).toBe('1,619 of 4,999 fail');
    expect(words({ element_count: 4999, unexpected_count: 0 }, true)).toBe('all 4,999 pass');
    expect(words({ element_count: 3, missing_count: 3, unexpected_count: 0 }, true)).toBe('no rows to check');
  });

  it('says of the whole table whether it holds', () => {
    expect(words({ observed_value: 12 }, true)).toBe('holds');
    expect(words({ observed_value: 12 }, false)).toBe('does not hold');
  });

  it('is never a pass where the expectation could not run', () => {
    const [row] = checkRows(validation(result('a', true, {}, true)), []);
    expect(row).toMatchObject({ outcome: 'could not run', reason: { why: 'There is no such column.' } });
    expect(verdictWords(row!)).toBe('could not run');
  });
});

describe('the check before', () => {
  const failing = result('a', false, { element_count: 10, unexpected_count: 3 });
  const lastTimes = (...history: ValidationSummary[]): string | null =>
    lastTimeWords(checkRows(validation(failing), history)[0]!);
  const now = summary('2026-01-02', 'a', false, 3);

  it('is the last one that asked the same, however many did not', () => {
    expect(lastTimes(now, summary('2026-01-01', 'b', true, 0), summary('2025-12-31', 'a', false, 7))).toBe(
      'was 7 last time',
    );
    expect(lastTimes(now, summary('2026-01-01', 'a', false, 3))).toBe('as last time');
  });

  it('is not spoken of where there was none', () => {
    expect(lastTimes(now)).toBeNull();
  });
});

describe('the name of an exported file', () => {
  it.each([
    ['bronze_validation', 'bronze_validation.json'],
    ['Münster: ward 3/4', 'Münster-ward-3-4.json'],
    ['../../etc', 'etc.json'],
    ['***', 'suite.json'],
  ])('of %s is %s', (suite, file) => expect(fileNameFor(suite)).toBe(file));
});
