/** Source names that cannot stay get readable ones, and the receipt says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { manifestSchema } from '../../../electron/contract/publish.ts';
import { openDesk } from '../../support/open-desk.ts';
import { columnsOf, textRows } from '../../support/parquet.ts';

const lineage = ['ingest_timestamp', '_load_id', '_source_file', '_source_line', '_record_id', '_review_state'];

it.each([
  ['a column of ours', 'ingest_timestamp,_load_id', ['source_ingest_timestamp', 'source__load_id']],
  ['the partition of ours', 'ingest_date,x', ['source_ingest_date', 'x']],
  ['the same name twice', 'x,x', ['x', 'x_2']],
  ['names that differ in case', 'Note,note', ['Note', 'note_2']],
  ['an empty name', ',x', ['column_1', 'x']],
  ['a name that another would be given', 'x,x,x_2', ['x', 'x_3', 'x_2']],
  ['a quote and a line break', '"a""b","c\nd"', ['a"b', 'c\nd']],
  ['a NUL', 'a\0b,x', ['a\uFFFDb', 'x']],
])('%s', async (_name, header, names) => {
  const desk = await openDesk();
  const width = names.length;
  const row = Array.from({ length: width }, (_, index) => `v${index}`);
  const { load, receipt } = await desk.loadText('a.csv', `${header}\n${row.join(',')}\n`, {
    dialect: { header: true },
  });
  expect(load.columns.map((column) => column.name)).toEqual(names);
  const renamed = load.columns.filter((column) => column.renamed !== undefined);
  expect(receipt.notes.filter((note) => note.startsWith('Column '))).toHaveLength(renamed.length);
  await desk.check(load.id);
  const { publish } = await desk.publish(load.id, { partition_by: [] });
  const part = join(publish.path, 'part-0.parquet');
  expect((await columnsOf(part)).map((column) => column.name)).toEqual([...names, ...lineage]);
  expect(await textRows(part, names)).toEqual([row]);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(publish.manifest, 'utf8')));
  expect(manifest.schema.filter((column) => column.source_name !== undefined)).toHaveLength(renamed.length);
});

it('odd names can be partitioned by', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('a.csv', 'a/b=c,..,x\n1,2,3\n', { dialect: { header: true } });
  await desk.check(load.id);
  const { publish } = await desk.publish(load.id, { partition_by: ['a/b=c', '..'] });
  expect(publish).toMatchObject({ rows: 1, files: 1 });
});
