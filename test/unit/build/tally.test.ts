import { describe, expect, it } from 'vitest';
import { readReport, readWindowReport } from '../../../build/tally.mjs';

const report = (success: boolean, ...statuses: [fullName: string, status: string][]) => ({
  success,
  testResults: [
    {
      name: 'a.test.ts',
      status: success ? 'passed' : 'failed',
      assertionResults: statuses.map(([fullName, status]) => ({ fullName, status })),
    },
  ],
});

describe('the count of a test run', () => {
  it('counts passed, failed and skipped', () => {
    const { tally } = readReport(report(false, ['a', 'passed'], ['b', 'failed'], ['c', 'pending'], ['d', 'todo']));
    expect(tally).toEqual({ passed: 1, failed: 1, skipped: 2 });
  });

  it('finds the reason in the title of a skipped test', () => {
    const { skipped } = readReport(
      report(true, ['kafka (skipped: no broker here) resumes', 'skipped'], ['plain', 'skipped']),
    );
    expect(skipped).toEqual([
      { name: 'kafka resumes', reason: 'no broker here' },
      { name: 'plain', reason: 'no reason given' },
    ]);
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(readReport(report(false)).tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a failure outside every test', () => {
    const all = report(false, ['a', 'passed']);
    expect(
      readReport({ ...all, testResults: all.testResults.map((file) => ({ ...file, status: 'passed' })) }).tally,
    ).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });
});

describe('the report of the window’s tests', () => {
  const suites = (...outcomes: [title: string, status: string, why?: string][]) => [
    {
      title: 'review.spec.ts',
      specs: outcomes.map(([title, status, why]) => ({
        title,
        tests: [{ status, annotations: why === undefined ? [] : [{ type: 'skip', description: why }] }],
      })),
    },
  ];

  it('counts every outcome, and names what was skipped', () => {
    const outcomes = suites(['a', 'expected'], ['b', 'unexpected'], ['c', 'skipped', 'no disk']);
    expect(readWindowReport({ suites: outcomes, errors: [] })).toEqual({
      tally: { passed: 1, failed: 1, skipped: 1 },
      skipped: [{ name: 'review.spec.ts: c', reason: 'no disk' }],
    });
  });

  it('takes an error outside the tests for a failure', () => {
    expect(readWindowReport({ suites: [], errors: [{}] }).tally.failed).toBe(1);
  });
});
