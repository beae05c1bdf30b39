/**
 * Bundles the desktop program into dist/desktop/ when a source has changed: main and the sandboxed preload as CommonJS,
 * as Electron loads them before the app is ready; the engine's process as modules, DuckDB's native package beside it.
 */
import './require-node.mjs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { replaceFile } from './bundle.mjs';
import { dist, isMain, root } from './places.mjs';
import { rawText } from './raw-text.mjs';
import { readJson } from './read-json.mjs';
import { buildFiles, isBuilt, keepStamp } from './stamp.mjs';

const desktop = join(dist, 'desktop');
const icon = 'build/desktop/icons/512x512.png';

/** What Electron 45 brings with it. */
const target = 'node24';

/** @typedef {import('esbuild').BuildOptions} BuildOptions */

/** @type {readonly BuildOptions[]} */
const programs = [
  {
    entryPoints: { main: 'electron/hosts/desktop/main.ts' },
    format: 'cjs',
    platform: 'node',
    outExtension: { '.js': '.cjs' },
    external: ['electron'],
    define: { 'import.meta.dirname': '__dirname' },
  },
  {
    entryPoints: { preload: 'electron/hosts/desktop/preload.ts' },
    format: 'cjs',
    // A sandboxed preload has no Node: what would need it must fail here and not in the window.
    platform: 'browser',
    outExtension: { '.js': '.cjs' },
    external: ['electron'],
  },
  {
    entryPoints: {
      'engine-process': 'electron/hosts/desktop/engine-process-main.ts',
      'scan-worker': 'electron/engine/intake/scan-worker.ts',
    },
    format: 'esm',
    platform: 'node',
    splitting: true,
    mainFields: ['module', 'main'],
    external: ['@duckdb/*'],
    // Libraries written as CommonJS ask for Node's own modules by `require`, which a module of ours does not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    define: { SCAN_WORKER_URL: JSON.stringify('./scan-worker.js') },
  },
];

/** @returns {Promise<string[]>} the names of the files that changed */
export async function bundleDesktop() {
  const began = Date.now();
  if (isBuilt('desktop')) return [];
  const { version } = /** @type {{ version: string }} */ (readJson(join(root, 'package.json')));
  const { build } = await import('esbuild');
  const built = await Promise.all(
    programs.map(({ define, ...options }) =>
      build({
        ...options,
        absWorkingDir: root,
        outdir: desktop,
        bundle: true,
        target,
        sourcemap: true,
        define: { ...define, APP_VERSION: JSON.stringify(version) },
        plugins: [rawText],
        logLevel: 'error',
        metafile: true,
        write: false,
      }),
    ),
  );
  await mkdir(desktop, { recursive: true });
  const files = [
    ...built.flatMap(({ outputFiles }) => outputFiles),
    { path: join(desktop, 'icon.png'), contents: await readFile(join(root, icon)) },
  ];
  const changed = [];
  for (const { path, contents } of files) {
    if (await replaceFile(path, contents)) changed.push(basename(path));
  }
  const names = new Set(files.map(({ path }) => basename(path)));
  for (const name of await readdir(desktop)) {
    if (!names.has(name)) await rm(join(desktop, name), { force: true });
  }
  const sources = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await keepStamp(
    'desktop',
    began,
    [...sources.map((source) => source.replace(/^raw-text:/, '')), icon, ...(await buildFiles())],
    files.map(({ path }) => path),
  );
  return changed;
}

if (isMain(import.meta.url)) {
  const began = performance.now();
  try {
    const changed = await bundleDesktop();
    const what = changed.length === 0 ? 'nothing changed' : changed.filter((name) => !name.endsWith('.map')).join(', ');
    process.stderr.write(`desktop: ${what} (${(performance.now() - began).toFixed(0)} ms)\n`);
  } catch (error) {
    process.stderr.write(`desktop: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
