/**
 * `npm start`: installs what is missing, builds what changed and opens the desktop window; where there can be none, it
 * says why in one line and serves the window to a browser. `npm start -s -- ARGS` runs the command line with ARGS on
 * this terminal; stdout then belongs to it alone.
 */
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { dist, root } from './places.mjs';

/** Repeats of a signal within this time are echoes: npm passes on what the terminal has already sent to all. */
const ECHO_MS = 1_000;
/** A window that fails this soon never opened. */
const OPENING_MS = 10_000;

/** @typedef {{ code: number, milliseconds: number, interrupted: boolean }} End */

/** @param {string[]} args */
async function runCommandLine(args) {
  // Only now: esbuild may have arrived a moment ago.
  await (await import('./bundle.mjs')).bundle();
  if (args.includes('serve')) await (await import('./build-renderer.mjs')).buildRenderer();
  const { code } = await run(process.execPath, ['--enable-source-maps', join(dist, 'cli.js'), ...args]);
  return code;
}

async function openWindow() {
  const { findWindow } = await import('./desktop-window.mjs');
  const window = await findWindow(
    {
      root,
      platform: process.platform,
      env: process.env,
      isRoot: process.getuid?.() === 0,
      marker: join(dist, 'electron-not-fetched'),
    },
    () => say("fetching Electron's binary, this once and for a minute at most"),
  );
  if ('lacks' in window) return await serveInstead(window.lacks);
  await (await import('./build-renderer.mjs')).buildRenderer();
  await (await import('./bundle-desktop.mjs')).bundleDesktop();
  const { code, milliseconds, interrupted } = await run(window.binary, [join(dist, 'desktop', 'main.cjs')]);
  if (code === 0 || interrupted || milliseconds > OPENING_MS) return code;
  return await serveInstead(`Electron ended at once with exit code ${code}`);
}

/** @param {string} why */
async function serveInstead(why) {
  say(`no desktop window here: ${why}. Serving the window to a browser instead.`);
  return await runCommandLine(['serve']);
}

/**
 * Runs a program on this terminal until it ends, passing signals on to it.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<End>}
 */
async function run(program, args) {
  const began = performance.now();
  const child = spawn(program, args, { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well; then passing it on would deliver it twice. Windows always does.
  const shared = process.platform === 'win32' || process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  let interruptedAt = -Infinity;
  let interrupted = false;
  const passInterrupt = () => {
    const echo = performance.now() - interruptedAt < ECHO_MS;
    interruptedAt = performance.now();
    interrupted = true;
    if (!shared && !echo) child.kill('SIGINT');
  };
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    interrupted = true;
    child.kill(signal);
  };
  process.on('SIGINT', passInterrupt).on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    /** @type {number} */
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (exit, signal) => resolve(signal === null ? (exit ?? 1) : 128 + constants.signals[signal]));
    });
    return { code, milliseconds: performance.now() - began, interrupted };
  } finally {
    process.off('SIGINT', passInterrupt).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`start: ${sentence}\n`);
}

const args = process.argv.slice(2);
try {
  installMissing();
  process.exit(args.length === 0 ? await openWindow() : await runCommandLine(args));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
