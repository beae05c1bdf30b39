/** Whether the desktop window can be opened on this machine, and with which binary of Electron. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { binaryName, electronDist } from './desktop/what-is-missing.mjs';
import { readJson } from './read-json.mjs';

/**
 * @typedef {object} Machine
 * @property {string} root
 * @property {string} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {string} marker a file that remembers for which version of Electron the binary could not be had
 */

/** @typedef {{ binary: string } | { lacks: string }} Window */

const FETCH_MS = 60_000;

/**
 * Fetches the binary where it is the only thing missing: once for each version, because a start must not wait for a
 * network that is not there every time.
 * @param {Machine} machine
 * @param {() => void} onFetch told before the binary is fetched
 * @returns {Promise<Window>} `lacks` goes on from "No desktop window here: "
 */
export async function findWindow(machine, onFetch) {
  if (!hasDisplay(machine)) return { lacks: 'there is no display' };
  if (machine.platform === 'linux' && machine.isRoot) return { lacks: 'Electron does not run as root' };
  const binary = electronBinary(machine) ?? (await fetchBinary(machine, onFetch));
  return binary === null ? { lacks: "Electron's binary is missing (npx install-electron fetches it)" } : { binary };
}

/** @param {Pick<Machine, 'platform' | 'env'>} machine */
export function hasDisplay({ platform, env }) {
  if (platform === 'darwin' || platform === 'win32') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/** @param {Pick<Machine, 'root' | 'platform' | 'env'>} machine */
export function electronBinary(machine) {
  const binary = join(electronDist(machine), binaryName(machine.platform));
  // Electron's installer writes path.txt last: without it the binary may be half of one.
  const complete =
    machine.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined || existsSync(join(electronFolder(machine), 'path.txt'));
  return complete && existsSync(binary) ? binary : null;
}

/**
 * @param {Machine} machine
 * @param {() => void} onFetch
 */
async function fetchBinary(machine, onFetch) {
  const { version } = /** @type {{ version: string }} */ (readJson(join(electronFolder(machine), 'package.json')));
  if (existsSync(machine.marker) && readFileSync(machine.marker, 'utf8') === version) return null;
  onFetch();
  spawnSync(process.execPath, [join(electronFolder(machine), 'install.js')], {
    stdio: 'ignore',
    env: machine.env,
    timeout: FETCH_MS,
    killSignal: 'SIGKILL',
  });
  const binary = electronBinary(machine);
  if (binary === null) {
    await mkdir(dirname(machine.marker), { recursive: true });
    await writeFile(machine.marker, version);
  }
  return binary;
}

/** @param {Pick<Machine, 'root'>} machine */
function electronFolder({ root }) {
  return join(root, 'node_modules', 'electron');
}
