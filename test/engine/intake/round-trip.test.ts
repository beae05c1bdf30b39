/** Promise 1 on any table: what a file says is what landing and bronze hold, value by value and in order. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Source } from '../../../electron/contract/load.ts';
import { encodeCsv, encodeJsonLines, spellings, tables, type Row } from '../../support/encode-tables.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { byRecord, textRows } from '../../support/parquet.ts';

let desk: Desk;
let close: () => Promise<void>;
let files = 0;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

async function throughTheDesk(text: string | Uint8Array, source: Partial<Source>, rows: readonly Row[]): Promise<void> {
  const path = desk.write(`file-${(files += 1)}.${source.format ?? 'csv'}`, text);
  const { load, receipt } = await desk.engine.call('load.start', {
    source: { ...source, paths: [path] },
    actor: 'property',
    again: true,
  });
  expect(receipt).toMatchObject({ records: rows.length, rejects: 0, balanced: true });
  await desk.check(load.id);
  const { publish } = await desk.publish(load.id, { partition_by: [] });
  const names = load.columns.map((column) => column.name);
  expect(await textRows(join(publish.path, 'part-0.parquet'), names, byRecord)).toEqual(rows);
}

it('CSV in any dialect', async () => {
  await fc.assert(
    fc.asyncProperty(tables, spellings, async (rows, spelling) => {
      // A blank line is a record only once something has said that there is one column.
      fc.pre(spelling.dialect.header || rows[0]?.join('') !== '' || rows[0].length > 1);
      await throughTheDesk(
        encodeCsv(rows, spelling),
        { format: 'csv', encoding: 'utf-8', dialect: spelling.dialect },
        rows,
      );
    }),
    { numRuns: 8 },
  );
});

it('JSON lines', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      await throughTheDesk(encodeJsonLines(rows), { format: 'jsonl', encoding: 'utf-8' }, rows);
    }),
    { numRuns: 4 },
  );
});
