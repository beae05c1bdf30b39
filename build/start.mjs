/**
 * `npm start -s -- ARGS`: installs what is missing, builds what changed, then runs dist/cli.js with ARGS on this
 * terminal. stdout belongs to the command line alone.
 */
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { dist } from './places.mjs';

/** Repeats of a signal within this time are echoes: npm passes on what the terminal has already sent to all. */
const ECHO_MS = 1_000;

/** @param {string[]} args */
function runCommandLine(args) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(dist, 'cli.js'), ...args], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well; then passing it on would deliver it twice. Windows always does.
  const shared = process.platform === 'win32' || process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  let interrupted = -Infinity;
  process.on('SIGINT', () => {
    const echo = performance.now() - interrupted < ECHO_MS;
    interrupted = performance.now();
    if (!shared && !echo) child.kill('SIGINT');
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
}

/** @param {unknown} error */
function fail(error) {
  process.stderr.write(`start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

try {
  installMissing();
  // Only now: esbuild may have arrived a moment ago.
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  runCommandLine(process.argv.slice(2));
} catch (error) {
  fail(error);
}
