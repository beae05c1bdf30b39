/** Remembers what a build was made from, so that a start after no change need not even load esbuild. */
import { statSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dist, root } from './places.mjs';
import { readJson } from './read-json.mjs';

/** @typedef {{ inputs: Record<string, string>, outputs: Record<string, string> }} Stamp */

/** @param {string} name of the build */
const stampFile = (name) => join(dist, `${name}.stamp.json`);

/**
 * Whether this part of dist/ is what was built last, from what the sources still are.
 * @param {string} name
 */
export function isBuilt(name) {
  try {
    const { inputs, outputs } = /** @type {Stamp} */ (readJson(stampFile(name)));
    return [inputs, outputs].every((files) => Object.entries(files).every(([file, seen]) => look(file) === seen));
  } catch {
    return false;
  }
}

/** What shapes a build besides the sources. */
export async function buildFiles() {
  const scripts = await readdir(join(root, 'build'));
  return [
    'package.json',
    'tsconfig.json',
    ...scripts.filter((name) => name.endsWith('.mjs')).map((name) => `build/${name}`),
  ];
}

/**
 * Keeps no stamp when a source was touched after the build began: what was read of it is not known.
 * @param {string} name
 * @param {number} began
 * @param {string[]} inputs absolute or relative to the root, like `outputs`
 * @param {string[]} outputs
 */
export async function keepStamp(name, began, inputs, outputs) {
  if (inputs.some((file) => statSync(resolve(root, file)).mtimeMs >= began)) return;
  /** @type {Stamp} */
  const stamp = { inputs: lookAt(inputs), outputs: lookAt(outputs) };
  await writeFile(stampFile(name), JSON.stringify(stamp));
}

/** @param {string[]} files */
function lookAt(files) {
  return Object.fromEntries(files.map((file) => [file, look(file)]));
}

/** @param {string} file */
function look(file) {
  const { mtimeMs, size } = statSync(resolve(root, file));
  return `${mtimeMs} ${size}`;
}
