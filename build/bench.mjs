/**
 * `npm run bench [-- --rows N] [--micro-batches] [--window] [--json]`: builds the product and test/bench, then runs it in a process of its
 * own. With `--micro-batches` only Kafka, and the first design beside it, are measured; with `--window` only the window in a browser.
 */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { dist } from './places.mjs';

try {
  installMissing();
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  await (await import('./build-renderer.mjs')).buildRenderer();
  await bundle({ bench: 'test/bench/bench.ts' });
  const args = ['--enable-source-maps', join(dist, 'bench.js'), ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
