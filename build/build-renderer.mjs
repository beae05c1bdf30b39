/** Builds the window into dist/renderer when one of its sources has changed; it takes the old one's place in one rename. */
import './require-node.mjs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dist, isMain, root } from './places.mjs';
import { buildFiles, isBuilt, keepStamp } from './stamp.mjs';

const home = join(dist, 'renderer');

/**
 * @param {string} [folder] Built there always, and not remembered, when it is not the usual place.
 * @returns {Promise<boolean>} whether there was anything to build
 */
export async function buildRenderer(folder = home) {
  if (folder === home && isBuilt('renderer')) return false;
  const began = Date.now();
  // Vite builds React for development when somebody else's environment says `test`.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  const fresh = `${folder}.${process.pid}`;
  try {
    await build({
      configFile: join(root, 'build/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: fresh, emptyOutDir: true },
    });
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  if (folder === home) await keepStamp('renderer', began, await sources(), [join(home, 'index.html')]);
  return true;
}

async function sources() {
  const files = ['build/vite.config.ts', ...(await buildFiles())];
  for (const folder of ['renderer', 'electron/contract', 'electron/transport']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  }
  return files;
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const began = performance.now();
  try {
    const built = await buildRenderer(values.out);
    const what = built ? 'the window is built' : 'nothing changed in the window';
    process.stderr.write(`build: ${what} (${(performance.now() - began).toFixed(0)} ms)\n`);
  } catch (error) {
    process.stderr.write(`build: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
