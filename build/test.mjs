/**
 * `npm test [-- FILTER…]`: installs, builds, then format, lint and types (each counts as one test) and the suites.
 * Of the tests against real servers there is one way through for each that is at hand; `npm run test:systems` has them all.
 * With a filter only the suites whose path matches run. The last line is `N passed, N failed, N skipped`.
 */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { root } from './places.mjs';
import { runPlaywright, runVitest, sayStep } from './run-suites.mjs';

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
/** Tests against real servers use those that are in the cache of `npm run test:systems`; `1` has the others fetched. */
const install = process.env['BRONZE_DESK_SYSTEMS_INSTALL'] ?? '0';

await run();
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function run() {
  if (!(await prepare('install', () => installMissing()))) return;
  if (!(await prepare('build', build))) return;
  if (filters.length === 0) for (const [name, tool, ...args] of checks) runCheck(name, tool, args);
  add(runVitest('suites', filters));
  add(
    runVitest('systems', ['--config=test/systems/short.config.ts', ...filters], {
      BRONZE_DESK_SYSTEMS_INSTALL: install,
    }),
  );
  let browser = '';
  const found = await prepare('browser', async () => {
    const { path, found: how } = await (await import('./find-browser.mjs')).findBrowser();
    process.stdout.write(`the window is tested in ${path}, ${how}\n`);
    browser = path;
  });
  if (found) add(runPlaywright('window', browser, filters));
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

/** @param {import('./tally.mjs').Tally} tally */
function add(tally) {
  for (const outcome of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[outcome] += tally[outcome];
}
