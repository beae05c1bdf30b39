/**
 * `npm run dist`: packs the desktop program for the system it runs on, into release/. `-- --dir` stops before the
 * installers. Where it cannot run it says what it lacks, and nothing is built.
 */
import '../require-node.mjs';
import { parseArgs } from 'node:util';
import { installMissing } from '../install.mjs';
import { root } from '../places.mjs';
import { electronDist, whatIsMissing } from './what-is-missing.mjs';

const { env, platform, arch, versions } = process;

try {
  const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } });
  installMissing();
  const missing = whatIsMissing({ root, env, platform, arch, nodeVersion: versions.node });
  if (missing.length > 0) {
    fail(`the desktop program cannot be packed here. What is lacking:\n${missing.map((it) => `  - ${it}\n`).join('')}`);
  } else {
    await pack(values.dir);
  }
} catch (error) {
  fail(`${error instanceof Error ? error.message : String(error)}\n`);
}

/** @param {boolean} unpacked */
async function pack(unpacked) {
  const { bundleDesktop } = await import('../bundle-desktop.mjs');
  const { buildRenderer } = await import('../build-renderer.mjs');
  await bundleDesktop();
  await buildRenderer();
  const { build } = await import('electron-builder');
  const { packing } = await import('./electron-builder.mjs');
  try {
    const files = await build({
      projectDir: root,
      config: packing(env, electronDist({ root, env })),
      publish: 'never',
      ...(unpacked ? { dir: true } : {}),
    });
    process.stdout.write(unpacked ? 'packed into release/\n' : files.map((file) => `${file}\n`).join(''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    fail(`${why}\nInstallers are made by tools that electron-builder fetches from github.com once and then keeps.\n`);
  }
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`dist: ${message}`);
  process.exitCode = 1;
}
