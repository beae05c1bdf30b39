/**
 * `npm run test:desktop-smoke`: the packaged shape of the desktop program in a real Electron, on a real display. Where
 * there is none it says so and passes; `-- --required` makes that a failure, as continuous integration wants it.
 */
import '../require-node.mjs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installMissing } from '../install.mjs';
import { root } from '../places.mjs';

const { values } = parseArgs({ options: { required: { type: 'boolean', default: false } } });

try {
  installMissing();
  const { whyNoSmoke } = await import('./why-no-smoke.mjs');
  const why = whyNoSmoke();
  if (why !== null) {
    process.stdout.write(`desktop smoke (skipped: ${why})\n`);
    process.exitCode = values.required ? 1 : 0;
  } else {
    const { bundleDesktop } = await import('../bundle-desktop.mjs');
    const { buildRenderer } = await import('../build-renderer.mjs');
    await bundleDesktop();
    await buildRenderer();
    const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const args = [playwright, 'test', '--config=test/desktop/smoke/playwright.config.ts', '--reporter=line'];
    process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
  }
} catch (error) {
  process.stderr.write(`smoke: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
