/**
 * A suite as text that the engine reads, and the three changes a form makes to one. The contract's normal form is itself
 * a Great Expectations 1.x file, so writing it down is all there is to do.
 */
import type { ExpectationConfig, Suite } from '../../../electron/contract/check.ts';
import type { TextFileKind } from '../../ui/text-file.ts';

/** Far above any suite, far below what a page should hold. */
export const suiteFile: TextFileKind = { what: 'a suite', mostBytes: 4_000_000 };

export const suiteText = (suite: Suite): string => `${JSON.stringify(suite, null, 2)}\n`;

export const addExpectation = (suite: Suite, expectation: ExpectationConfig): Suite => ({
  ...suite,
  expectations: [...suite.expectations, expectation],
});

/** Positions count from 0, as in the suite. */
export const replaceExpectation = (suite: Suite, position: number, expectation: ExpectationConfig): Suite => ({
  ...suite,
  expectations: suite.expectations.map((each, index) => (index === position ? expectation : each)),
});

export const removeExpectation = (suite: Suite, position: number): Suite => ({
  ...suite,
  expectations: suite.expectations.filter((_, index) => index !== position),
});
