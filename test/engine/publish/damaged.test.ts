/** A publish that is not whole any more does not count as published. */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDesk } from '../../support/open-desk.ts';
import { wholePublishes } from '../../support/whole-publishes.ts';

const damage: readonly [string, (file: string) => void][] = [
  ['a byte was added to a file', (file) => appendFileSync(file, 'x')],
  ['a file is gone', (file) => rmSync(file)],
];

test.each(damage)('publishing again writes anew when %s', async (_, spoil) => {
  const desk = await openDesk();
  const { load } = await desk.loadText('notes.csv', 'id,medical_specialty,transcription\n1, Surgery,text\n');
  await desk.check(load.id);
  const first = await desk.publish(load.id);
  spoil(join(first.publish.path, `ingest_date=${new Date().toISOString().slice(0, 10)}`, 'part-0.parquet'));
  const second = await desk.publish(load.id);
  expect(second).toMatchObject({ unchanged: false, superseded: first.publish.path });
  rmSync(first.publish.path, { recursive: true });
  expect(wholePublishes(desk.target).map((name) => join(desk.target, name))).toEqual([second.publish.path]);
});
