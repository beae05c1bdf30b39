/** The smoke suite among the others, so that a run without Electron says what it has left out. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { whyNoSmoke } from '../../build/desktop/why-no-smoke.mjs';

const why = whyNoSmoke();

test.skipIf(why !== null)(
  `the sample goes to bronze in the real desktop window${why === null ? '' : ` (skipped: ${why})`}`,
  { timeout: 300_000 },
  () => {
    const script = fileURLToPath(new URL('../../build/desktop/smoke.mjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--required'], { encoding: 'utf8' });
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
  },
);
