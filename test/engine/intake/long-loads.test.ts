/** A load of some size: it can be stopped, its progress is true, and it needs no more memory than it was given. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Progress } from '../../../electron/contract/words.ts';
import { writeLargeCsv } from '../../support/large-source.ts';
import { openDesk, type Desk } from '../../support/open-desk.ts';

const bytes = 30_000_000;

function large(desk: Desk): { path: string; records: number } {
  const path = join(desk.files, 'large.csv');
  return { path, records: writeLargeCsv(path, bytes) };
}

it('cancelled on the way, it leaves nothing, and the same load works afterwards', async () => {
  const desk = await openDesk();
  const { path, records } = large(desk);
  const stop = new AbortController();
  const onProgress = (progress: Progress): void => {
    if (progress.done > 0) stop.abort();
  };
  const loading = desk.load({ paths: [path] }, { signal: stop.signal, onProgress });
  await expect(loading).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await desk.engine.call('load.list', {})).toEqual([]);
  expect(readdirSync(join(desk.workspace, 'landing'))).toEqual([]);
  expect(readdirSync(join(desk.workspace, 'staging'))).toEqual(['spill']);
  const { load } = await desk.load({ paths: [path] });
  expect(load.records).toBe(records);
});

it('its progress never goes back, ends at all the bytes, and does not call reading what is writing', async () => {
  const desk = await openDesk();
  const { path } = large(desk);
  const small = desk.write('small.csv', 'id,note,specialty\n1,2,3\n');
  const reported: Progress[] = [];
  await desk.load({ paths: [path, small] }, { onProgress: (progress) => reported.push(progress) });
  const writing = reported.filter(({ phase }) => phase === 'writing');
  expect(writing.map(({ total, unit }) => [total, unit])).toContainEqual([null, 'rows']);
  expect(reported.at(-1)?.phase).toBe('writing');
  const seen = reported.filter(({ phase }) => phase !== 'writing');
  const total = statSync(path).size + statSync(small).size;
  const done = seen.map((progress) => progress.done);
  expect(new Set(seen.map((progress) => progress.total))).toEqual(new Set([total]));
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(total);
  expect(done.filter((each) => each > 0 && each < total).length).toBeGreaterThan(5);
});

it('a file larger than the memory the store may use is loaded and checked within it', async () => {
  const desk = await openDesk({ memoryLimit: '200MB' });
  const path = join(desk.files, 'larger.csv');
  const records = writeLargeCsv(path, 450_000_000);
  const { load } = await desk.load({ paths: [path] });
  const { receipt } = await desk.check(load.id);
  expect(receipt).toMatchObject({ records, clean: records, balanced: true });
});
