/**
 * Reads vitest's JSON report: how many passed, failed and were skipped, and why each skipped one was.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {{ name: string, reason: string }} Skipped
 * @typedef {{ fullName: string, status: string }} ReportedTest
 * @typedef {{ success: boolean, testResults: { name: string, status: string, assertionResults: ReportedTest[] }[] }} Report
 */

/** A skip says why in its title: `describe.skip('rows from Kafka (skipped: no broker here)')`. */
const REASON = /\(skipped: ([^)]*)\)/;

/**
 * @param {Report} report
 * @returns {{ tally: Tally, skipped: Skipped[] }}
 */
export function readReport({ success, testResults }) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Skipped[]} */
  const skipped = [];
  for (const file of testResults) {
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') tally.failed += 1;
      else {
        tally.skipped += 1;
        skipped.push({
          name: fullName.replace(REASON, '').replaceAll(/ {2,}/g, ' ').trim(),
          reason: REASON.exec(fullName)?.[1] ?? 'no reason given',
        });
      }
    }
    // A file that could not even be loaded holds no tests, yet it failed.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) tally.failed += 1;
  }
  if (!success && tally.failed === 0) tally.failed = 1;
  return { tally, skipped };
}
