/** A full disk leaves nothing half done, and the same call works once there is room. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeLargeCsv } from '../../support/large-source.ts';
import { openDesk } from '../../support/open-desk.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const probe = mountSmallDisk('1m');
probe?.remove();
const canMount = probe !== null;

function smallDisk(size: string): string {
  const disk = mountSmallDisk(size);
  if (disk === null) throw new Error('this machine mounted one a moment ago');
  onTestFinished(disk.remove);
  return disk.path;
}

it.skipIf(!canMount)('a full target (skipped: only root on Linux may mount a small disk)', async () => {
  const disk = smallDisk('8m');
  const desk = await openDesk({ target: join(disk, 'bronze') });
  const path = join(desk.files, 'large.csv');
  const records = writeLargeCsv(path, 4_000_000);
  const { load } = await desk.load({ paths: [path] });
  await desk.check(load.id);
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(6_000_000));
  await expect(desk.publish(load.id)).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(readdirSync(desk.target)).toEqual([]);
  expect(await desk.engine.call('publish.list', {})).toEqual([]);
  rmSync(ballast);
  const { publish } = await desk.publish(load.id);
  expect(publish.rows).toBe(records);
});

it.skipIf(!canMount)('a full workspace (skipped: only root on Linux may mount a small disk)', async () => {
  const disk = smallDisk('24m');
  const desk = await openDesk({ workspace: join(disk, 'workspace') });
  const path = join(desk.files, 'large.csv');
  const records = writeLargeCsv(path, 12_000_000);
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(22_000_000));
  await expect(desk.load({ paths: [path] })).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(readdirSync(join(desk.workspace, 'landing'))).toEqual([]);
  expect(readdirSync(join(desk.workspace, 'staging'))).toEqual(['spill']);
  rmSync(ballast);
  const { load } = await desk.load({ paths: [path] });
  expect(load.records).toBe(records);
});

it.skipIf(!canMount)(
  'a workspace too full for the clean copy (skipped: only root on Linux may mount a small disk)',
  async () => {
    const disk = smallDisk('24m');
    const desk = await openDesk({ workspace: join(disk, 'workspace') });
    const path = join(desk.files, 'large.jsonl');
    writeFileSync(path, `${JSON.stringify({ note: 'x'.repeat(1_000) })}\n`.repeat(30_000));
    await expect(desk.load({ paths: [path] })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(join(desk.workspace, 'staging'))).toEqual(['spill']);
  },
);
