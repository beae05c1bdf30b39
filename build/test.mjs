/**
 * `npm test [-- FILTER…]`: installs, builds, then format, lint and types (each counts as one test) and the suites.
 * With a filter only the suites whose path matches run. The last line is `N passed, N failed, N skipped`.
 */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { root } from './places.mjs';
import { readJson } from './read-json.mjs';
import { readReport, readWindowReport } from './tally.mjs';

/** Name, then the tool's script and arguments: no shell, so that it runs alike everywhere. */
const checks = /** @type {const} */ ([
  ['format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ['lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['types', 'typescript/bin/tsc', '--noEmit'],
  ['types of the window', 'typescript/bin/tsc', '--noEmit', '-p', 'renderer'],
  ['types of its tests', 'typescript/bin/tsc', '--noEmit', '-p', 'test/window'],
]);

/** @type {import('./tally.mjs').Tally} */
const total = { passed: 0, failed: 0, skipped: 0 };
const filters = process.argv.slice(2);

await run();
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function run() {
  if (!(await prepare('install', () => installMissing()))) return;
  if (!(await prepare('build', build))) return;
  if (filters.length === 0) for (const [name, tool, ...args] of checks) runCheck(name, tool, args);
  runNodeSuites();
  let browser = '';
  const found = await prepare('browser', async () => {
    const { path, found: how } = await (await import('./find-browser.mjs')).findBrowser();
    process.stdout.write(`the window is tested in ${path}, ${how}\n`);
    browser = path;
  });
  if (found) runWindowSuites(browser);
  if (total.passed + total.failed === 0) {
    process.stdout.write('No test ran: that is a failure, not a success.\n');
    total.failed += 1;
  }
}

async function build() {
  await (await import('./bundle.mjs')).bundle();
  await (await import('./build-renderer.mjs')).buildRenderer();
}

/**
 * What must work before anything can be tested: its failure ends the run.
 * @param {string} name
 * @param {() => unknown} work
 * @returns {Promise<boolean>} whether to go on
 */
async function prepare(name, work) {
  const began = performance.now();
  try {
    await work();
    sayStep('ok', name, began);
    return true;
  } catch (error) {
    sayStep('FAILED', name, began);
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    total.failed += 1;
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 */
function runCheck(name, tool, args) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const passed = status === 0;
  total[passed ? 'passed' : 'failed'] += 1;
  sayStep(passed ? 'ok' : 'FAILED', name, began);
  if (!passed) process.stdout.write(`${stdout}${stderr}\n`);
}

/**
 * Runs one of the runners and adds what its report says.
 * @param {string} name
 * @param {(report: string) => { script: string, args: string[], env?: Record<string, string> }} command
 * @param {(report: string) => { tally: import('./tally.mjs').Tally, skipped: import('./tally.mjs').Skipped[], flaky?: string[] }} read
 */
function runSuites(name, command, read) {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-test-'));
  const report = join(folder, 'report.json');
  try {
    const { script, args, env = {} } = command(report);
    spawnSync(process.execPath, [join(root, 'node_modules', script), ...args, ...filters], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    const { tally, skipped, flaky = [] } = read(report);
    for (const outcome of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[outcome] += tally[outcome];
    sayStep(tally.failed === 0 ? 'ok' : 'FAILED', name, began);
    for (const test of flaky) process.stdout.write(`flaky: ${test}: passed on its second try\n`);
    for (const { name: test, reason } of skipped) process.stdout.write(`skipped: ${test}: ${reason}\n`);
  } catch {
    total.failed += 1;
    sayStep('FAILED', name, began);
    process.stdout.write('The suites ended without a report.\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNodeSuites() {
  runSuites(
    'suites',
    (report) => ({
      script: 'vitest/vitest.mjs',
      args: ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    }),
    (report) => readReport(/** @type {import('./tally.mjs').Report} */ (readJson(report))),
  );
}

/** @param {string} browser */
function runWindowSuites(browser) {
  runSuites(
    'window',
    (report) => ({
      script: '@playwright/test/cli.js',
      args: ['test', '--config=test/window/playwright.config.ts', '--pass-with-no-tests', '--reporter=line,json'],
      env: { BRONZE_DESK_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
    (report) => readWindowReport(/** @type {import('./tally.mjs').WindowReport} */ (readJson(report))),
  );
}

/**
 * @param {'ok' | 'FAILED'} outcome
 * @param {string} name
 * @param {number} began
 */
function sayStep(outcome, name, began) {
  process.stdout.write(`${outcome.padEnd(6)} ${name.padEnd(8)} ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}
