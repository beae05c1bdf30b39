/**
 * Bundles the command line and the scan worker into dist/ when a source has changed. Only files that differ are
 * written, each by rename: a run that is loading dist/ meanwhile never sees half a file.
 */
import './require-node.mjs';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dist, isMain, root } from './places.mjs';
import { readJson } from './read-json.mjs';
import { rawText } from './raw-text.mjs';
import { buildFiles, isBuilt, keepStamp } from './stamp.mjs';

/** What is shipped: name in dist/ → source. */
const product = {
  cli: 'electron/hosts/cli/main.ts',
  'scan-worker': 'electron/engine/intake/scan-worker.ts',
};

/**
 * Builds `entries` into dist/ and returns the names of the files that changed.
 * @param {Record<string, string>} [entries]
 * @returns {Promise<string[]>}
 */
export async function bundle(entries = product) {
  const began = Date.now();
  if (entries === product && isBuilt('programs')) return [];
  for (const source of Object.values(entries)) {
    if (!existsSync(join(root, source))) throw new Error(`cannot build: ${source} is missing`);
  }
  const { version } = /** @type {{ version: string }} */ (readJson(join(root, 'package.json')));
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: dist,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    splitting: true,
    packages: 'external',
    sourcemap: true,
    define: { SCAN_WORKER_URL: JSON.stringify('./scan-worker.js'), APP_VERSION: JSON.stringify(version) },
    // As a banner, and legal in every module, so that source maps stay true. The sources have none.
    banner: { js: '#!/usr/bin/env node' },
    plugins: [rawText],
    logLevel: 'error',
    metafile: true,
    write: false,
  });
  await mkdir(dist, { recursive: true });
  const changed = [];
  for (const { path, contents } of outputFiles) {
    const name = basename(path);
    if (await replaceFile(path, contents)) changed.push(name);
  }
  if (entries === product) {
    await removeOldChunks(outputFiles.map(({ path }) => basename(path)));
    const sources = Object.keys(metafile.inputs).map((input) => input.replace(/^raw-text:/, ''));
    await keepStamp('programs', began, [...sources, ...(await buildFiles())], Object.keys(metafile.outputs));
  }
  return changed;
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 * @returns {Promise<boolean>} whether the file differed
 */
export async function replaceFile(path, bytes) {
  const old = await readFile(path).catch(() => null);
  if (old?.equals(bytes)) return false;
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, bytes, { mode: 0o755 });
  await rename(fresh, path);
  return true;
}

/** @param {string[]} current */
async function removeOldChunks(current) {
  for (const name of await readdir(dist)) {
    if (/-[A-Z0-9]{8}\.js(\.map)?$/.test(name) && !current.includes(name)) await rm(join(dist, name), { force: true });
  }
}

if (isMain(import.meta.url)) {
  const began = performance.now();
  try {
    const changed = await bundle();
    const what = changed.length === 0 ? 'nothing changed' : changed.filter((name) => !name.endsWith('.map')).join(', ');
    process.stderr.write(`build: ${what} (${(performance.now() - began).toFixed(0)} ms)\n`);
  } catch (error) {
    process.stderr.write(`build: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
