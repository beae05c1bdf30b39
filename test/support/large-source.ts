/** CSV of any size whose values do not compress to nothing. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** Longer than zstd looks back. */
const noise = Array.from({ length: 40_000 }, (_, index) =>
  createHash('sha512').update(String(index)).digest('base64'),
).join(' ');

/** Records of about `noteLength` bytes, no two alike. Returns the number written: at least `bytes` of them. */
export function writeLargeCsv(path: string, bytes: number, noteLength = 200): number {
  const file = openSync(path, 'w');
  let written = writeSync(file, 'id,note,specialty\n');
  let records = 0;
  while (written < bytes) {
    const rows = Array.from({ length: 1_000 }, (_, index) => row(records + index, noteLength));
    written += writeSync(file, rows.join(''));
    records += rows.length;
  }
  closeSync(file);
  return records;
}

function row(index: number, noteLength: number): string {
  const start = (index * 7_919) % (noise.length - noteLength);
  return `${index},"${noise.slice(start, start + noteLength)}",${index % 7 === 0 ? '' : 'Surgery'}\n`;
}
