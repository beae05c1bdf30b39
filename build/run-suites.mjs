/** Runs vitest or Playwright in a process of its own and reads what became of each test from its report. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './places.mjs';
import { readJson } from './read-json.mjs';
import { readReport, readWindowReport } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Tally}
 */
export function runVitest(name, args, env = {}) {
  return runSuites(
    name,
    (report) => ({
      script: 'vitest/vitest.mjs',
      args: ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      env,
    }),
    args,
    (report) => readReport(/** @type {import('./tally.mjs').Report} */ (readJson(report))),
  );
}

/**
 * @param {string} name
 * @param {string} browser
 * @param {readonly string[]} args
 * @returns {Tally}
 */
export function runPlaywright(name, browser, args) {
  return runSuites(
    name,
    (report) => ({
      script: '@playwright/test/cli.js',
      args: ['test', '--config=test/window/playwright.config.ts', '--pass-with-no-tests', '--reporter=line,json'],
      env: { BRONZE_DESK_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
    args,
    (report) => readWindowReport(/** @type {import('./tally.mjs').WindowReport} */ (readJson(report))),
  );
}

/**
 * @param {string} name
 * @param {(report: string) => { script: string, args: string[], env?: Record<string, string> }} command
 * @param {readonly string[]} more
 * @param {(report: string) => { tally: Tally, skipped: import('./tally.mjs').Skipped[] }} read
 * @returns {Tally} a run without a report is one failure
 */
function runSuites(name, command, more, read) {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-test-'));
  const report = join(folder, 'report.json');
  try {
    const { script, args, env = {} } = command(report);
    spawnSync(process.execPath, [join(root, 'node_modules', script), ...args, ...more], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    const { tally, skipped } = read(report);
    sayStep(tally.failed === 0 ? 'ok' : 'FAILED', name, began);
    for (const { name: test, reason } of skipped) process.stdout.write(`skipped: ${test}: ${reason}\n`);
    return tally;
  } catch {
    sayStep('FAILED', name, began);
    process.stdout.write('The suites ended without a report.\n');
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {'ok' | 'FAILED'} outcome
 * @param {string} name
 * @param {number} began
 */
export function sayStep(outcome, name, began) {
  process.stdout.write(`${outcome.padEnd(6)} ${name.padEnd(8)} ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}
