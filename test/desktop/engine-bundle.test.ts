/** The engine's process as it is packed, loaded by Node as Electron loads it: all it needs is in it, or of Node, or DuckDB. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { bundleDesktop } from '../../build/bundle-desktop.mjs';
import { dist } from '../../build/places.mjs';

it('the packed engine process begins to listen to its parent', async () => {
  await bundleDesktop();
  const packed = pathToFileURL(join(dist, 'desktop', 'engine-process.js')).href;
  const program = `process.parentPort = { on: (event) => console.log('listens to', event), postMessage() {} };
    await import(${JSON.stringify(packed)});
    process.exit();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect([status, stderr, stdout]).toEqual([0, '', expect.stringContaining('listens to message')]);
});
