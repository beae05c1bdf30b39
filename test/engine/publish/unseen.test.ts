/** A reader of bronze sees whole publishes or none, whatever it lists and whenever; a cancel leaves none. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeLargeCsv } from '../../support/large-source.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { query, quoted } from '../../support/parquet.ts';

let desk: Desk;
let close: () => Promise<void>;
let load: string;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
  const path = join(desk.files, 'large.csv');
  writeLargeCsv(path, 25_000_000);
  ({
    load: { id: load },
  } = await desk.load({ paths: [path] }));
  await desk.check(load);
});
afterAll(() => close());

const seen = async (): Promise<string[]> =>
  (await query<{ file: string }>(`SELECT file FROM glob(${quoted(`${desk.target}/**/*.parquet`)})`)).map(
    (row) => row.file,
  );

/** Does `work` once the publish has begun to write, and answers what it gave. */
async function onceWriting<T>(publishing: Promise<unknown>, work: () => Promise<T> | T): Promise<T> {
  const state = { over: false };
  const end = (): void => {
    state.over = true;
  };
  publishing.then(end, end);
  while (!state.over) {
    const names = existsSync(desk.target) ? readdirSync(desk.target, { recursive: true }).map(String) : [];
    if (names.some((name) => name.endsWith('.writing'))) return work();
    await nextTurn();
  }
  throw new Error('the publish was over before it was seen to write');
}

it('while it is written, DuckDB’s ** finds no file of it', async () => {
  const publishing = desk.publish(load, { partition_by: ['specialty'] });
  expect(await onceWriting(publishing, seen)).toEqual([]);
  const { publish } = await publishing;
  expect((await seen()).every((file) => file.startsWith(publish.path))).toBe(true);
});

it('cancelled, it leaves nothing, and the workspace goes on', async () => {
  const before = readdirSync(desk.target);
  const stop = new AbortController();
  const publishing = desk.publish(load, { partition_by: [] }, { signal: stop.signal });
  await Promise.all([
    expect(publishing).rejects.toMatchObject({ code: 'CANCELLED' }),
    onceWriting(publishing, () => stop.abort()),
  ]);
  expect(readdirSync(desk.target)).toEqual(before);
  expect(await desk.engine.call('publish.list', {})).toHaveLength(before.length);
  const { publish } = await desk.publish(load, { partition_by: [] });
  expect(publish.files).toBe(1);
});
