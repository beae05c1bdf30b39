/** Should DuckDB and the counter ever disagree, the receipt says where: here a double miscounts in one block. */
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Connection } from '../../../electron/engine/db/connection.ts';
import { locateDisagreement } from '../../../electron/engine/intake/locate-disagreement.ts';
import { canonicalDialect } from '../../../electron/engine/intake/scan/csv-dialect.ts';
import { scanCsv } from '../../unit/scan/scan-helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-locate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dialect = { ...canonicalDialect, header: false };
/** 3,500 records; every record of 2,000 to 2,009 takes two lines. */
const rows = Array.from({ length: 3_500 }, (_, row) =>
  row >= 2_000 && row < 2_010 ? `${row},"x\ny"\n` : `${row},x\n`,
);
const text = rows.join('');
const copy = join(folder, 'copy.csv');
const anchors = join(folder, 'anchors.csv');
writeFileSync(copy, text);
const scanned = scanCsv(text, dialect);
writeFileSync(anchors, scanned.anchors.map((a) => `${a.ordinal},${a.line},${a.offset},${a.span}\n`).join(''));

/** Counts a block's records by its last one, and one short where the block begins with `wrong`. */
function doubleThatMiscounts(wrong: number): Connection {
  const only = (): Promise<{ records: number }> => {
    const block = scanCsv(readFileSync(join(folder, 'block.csv')), dialect).records;
    const first = Number(block[0]?.[0]);
    return Promise.resolve({ records: block.length - (first === wrong ? 1 : 0) });
  };
  return { only } as unknown as Connection;
}

it.each([
  [0, { firstLine: 1, lastLine: 1_000 }],
  [1_000, { firstLine: 1_001, lastLine: 2_000 }],
  [2_000, { firstLine: 2_001, lastLine: 3_010 }],
  [3_000, { firstLine: 3_011, lastLine: 3_510 }],
  [-1, { firstLine: 1, lastLine: 3_510 }],
])('the block that begins with record %i', async (wrong, lines) => {
  const reading = { path: copy, dialect, columns: ['a', 'b'], gzip: false, cleanCopy: true, bytesPerRow: 8 };
  const found = await locateDisagreement(doubleThatMiscounts(wrong), reading, anchors, folder, 3_510);
  expect(found).toEqual(lines);
});
