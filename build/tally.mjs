/**
 * Reads the JSON reports of vitest and of Playwright: how many passed, failed and were skipped, and why each skipped
 * one was.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {{ name: string, reason: string }} Skipped
 * @typedef {{ fullName: string, status: string }} ReportedTest
 * @typedef {{ success: boolean, testResults: { name: string, status: string, assertionResults: ReportedTest[] }[] }} Report
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[] }} WindowTest
 * @typedef {{ title: string, specs?: { title: string, tests: WindowTest[] }[], suites?: WindowSuite[] }} WindowSuite
 * @typedef {{ suites: WindowSuite[], errors: unknown[] }} WindowReport
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
        skipped.push(skippedOf(fullName));
      }
    }
    // A file that could not even be loaded holds no tests, yet it failed.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) tally.failed += 1;
  }
  if (!success && tally.failed === 0) tally.failed = 1;
  return { tally, skipped };
}

/**
 * @param {WindowReport} report
 * @returns {{ tally: Tally, skipped: Skipped[] }}
 */
export function readWindowReport({ suites, errors }) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: errors.length, skipped: 0 };
  /** @type {Skipped[]} */
  const skipped = [];
  const walk = (/** @type {WindowSuite} */ { title, specs = [], suites: inner = [] }) => {
    for (const spec of specs) {
      for (const { status, annotations } of spec.tests) {
        if (status === 'expected') tally.passed += 1;
        if (status === 'skipped') {
          tally.skipped += 1;
          const why = annotations.find(({ type }) => type === 'skip')?.description;
          skipped.push({
            ...skippedOf(`${title}: ${spec.title}`),
            ...(why === undefined ? {} : { reason: REASON.exec(why)?.[1] ?? why }),
          });
        }
        if (status === 'unexpected') tally.failed += 1;
      }
    }
    for (const each of inner) walk(each);
  };
  for (const suite of suites) walk(suite);
  return { tally, skipped };
}

/**
 * @param {string} title
 * @returns {Skipped}
 */
function skippedOf(title) {
  return {
    name: title.replace(REASON, '').replaceAll(/ {2,}/g, ' ').trim(),
    reason: REASON.exec(title)?.[1] ?? 'no reason given',
  };
}
