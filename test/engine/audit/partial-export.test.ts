import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LastingDesk } from '../../support/lasting-desk.ts';

it('what a killed export left beside its file is removed at the next start, and nothing else is', async () => {
  const lasting = await LastingDesk.open();
  const left = join(lasting.root, '.20261123-101500-k3f9d.partial');
  const other = join(lasting.root, 'letters.partial');
  writeFileSync(left, 'half a trail');
  writeFileSync(other, 'somebody else’s');
  await lasting.reopen((workspace) => {
    writeFileSync(join(workspace, 'staging', '20261123-101500-k3f9d.export'), left);
    // Whatever a note says, a name that is not ours is left alone.
    writeFileSync(join(workspace, 'staging', '20261123-101501-k3f9d.export'), other);
    return Promise.resolve();
  });
  expect(existsSync(left)).toBe(false);
  expect(existsSync(other)).toBe(true);
});
