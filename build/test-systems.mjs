/**
 * `npm run test:systems [-- FILTER…]`: the tests against real servers (Kafka, MinIO, Prometheus, Spark), each installed
 * on first use into a cache outside the checkout, started on loopback and stopped again. What a machine lacks is a named
 * skip. The last line is `N passed, N failed, N skipped`.
 */
import './require-node.mjs';
import { installMissing } from './install.mjs';

try {
  installMissing();
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  await (await import('./build-renderer.mjs')).buildRenderer();
  const { runVitest } = await import('./run-suites.mjs');
  const tally = runVitest('systems', ['--config=test/systems/vitest.config.ts', ...process.argv.slice(2)]);
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`test:systems: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
