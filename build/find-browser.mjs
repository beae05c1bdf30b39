/**
 * The browser the window is tested in: the one BRONZE_DESK_BROWSER names, Playwright's own, one that is installed here,
 * or, for root on Debian and its kin, one from apt.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {{ path: string, found: string }} Browser */

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Throws, saying what to do, when there is none.
 * @returns {Promise<Browser>}
 */
export async function findBrowser() {
  const named = process.env['BRONZE_DESK_BROWSER'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`BRONZE_DESK_BROWSER names ${named}, which is not there`);
    return { path: named, found: 'named by BRONZE_DESK_BROWSER' };
  }
  const own = await playwrightsOwn();
  if (own !== null) return { path: own, found: 'Playwright’s own' };
  const installed = installedHere();
  if (installed !== null) return { path: installed, found: 'installed on this system' };
  const fetched = fromApt();
  if (fetched !== null) return { path: fetched, found: 'installed just now with apt' };
  throw new Error(
    'no browser to test the window in: run npx playwright install chromium, or name one with BRONZE_DESK_BROWSER=/path/to/chrome',
  );
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

function installedHere() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function fromApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  process.stderr.write('browser: none here, installing chromium with apt-get\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) return null;
  }
  return installedHere();
}
