/** Runs `npm ci` when node_modules is not what package-lock.json asks for. Everything it says goes to stderr. */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, root } from './places.mjs';
import { readJson } from './read-json.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/** Installs what is missing. Throws when npm fails. */
export function installMissing() {
  const why = whyInstall(lockedPackages('package-lock.json'), lockedPackages('node_modules/.package-lock.json'));
  if (why === null) return;
  // npm ci empties node_modules through a link, and so somebody else's.
  if (isLink(join(root, 'node_modules')))
    throw new Error(`${why}, but node_modules is a link: remove it, then do it again`);
  process.stderr.write(`install: ${why}, running npm ci\n`);
  const { status, error } = npmCi();
  if (error !== undefined) throw new Error(`cannot run npm: ${error.message}`);
  if (status !== 0) throw new Error('npm ci failed: see above, mend it (often the network), then do it again');
}

/**
 * Why an install is needed, null when it is not.
 * @param {LockedPackages | null} wanted
 * @param {LockedPackages | null} installed
 * @returns {string | null}
 */
export function whyInstall(wanted, installed) {
  if (wanted === null) throw new Error('package-lock.json is missing: get a complete checkout');
  if (installed === null) return 'nothing is installed yet';
  for (const [path, { version, integrity, optional = false, devOptional = false }] of Object.entries(wanted)) {
    if (path === '') continue;
    const have = installed[path];
    // Packages for another platform are in the lockfile and rightly not installed.
    if (have === undefined && (optional || devOptional)) continue;
    if (have?.version !== version || have?.integrity !== integrity) return `${path} is not as package-lock.json has it`;
  }
  const surplus = Object.keys(installed).find((path) => wanted[path] === undefined);
  return surplus === undefined ? null : `${surplus} is no longer in package-lock.json`;
}

/**
 * @param {string} file
 * @returns {LockedPackages | null}
 */
function lockedPackages(file) {
  try {
    return /** @type {{ packages: LockedPackages }} */ (readJson(join(root, file))).packages;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof SyntaxError && file !== 'package-lock.json') return null;
    throw error;
  }
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function npmCi() {
  const args = ['ci', '--no-audit', '--no-fund'];
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  // Under `npm run` npm says where it is; otherwise Windows needs a shell to find npm.cmd.
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

if (isMain(import.meta.url)) {
  try {
    installMissing();
  } catch (error) {
    process.stderr.write(`install: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
