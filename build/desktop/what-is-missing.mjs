/** What packing needs of the machine before it can begin, in sentences that say what to do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Machine
 * @property {string} root
 * @property {string} nodeVersion
 * @property {string} platform
 * @property {string} arch
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * The folder of Electron's binary: the one named in the environment, or where Electron's own installer puts it.
 * @param {Pick<Machine, 'root' | 'env'>} machine
 */
export function electronDist({ root, env }) {
  return env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules', 'electron', 'dist');
}

/**
 * @param {Machine} machine
 * @returns {string[]} empty when packing can begin
 */
export function whatIsMissing(machine) {
  const { root, nodeVersion, platform, arch } = machine;
  const missing = [];
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    missing.push(`Node 22.12 or newer, which Electron's tools are written for; this is ${nodeVersion}.`);
  }
  if (!existsSync(join(electronDist(machine), binaryName(platform)))) {
    missing.push("Electron's binary: run `npx install-electron` where github.com can be reached, then do it again.");
  }
  const bindings = join('node_modules', '@duckdb', `node-bindings-${platform}-${arch}`);
  if (!existsSync(join(root, bindings))) {
    missing.push(`DuckDB for this system (${bindings}): run \`npm ci\` on the system you pack for.`);
  }
  return missing;
}

/** @param {string} platform */
export function binaryName(platform) {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}
