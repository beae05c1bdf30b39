/** How large a publish will be, from what is known of records like these. */
import { stat } from 'node:fs/promises';
import type { PublishInput } from '../../contract/publish.ts';
import type { Earlier } from './compare.ts';
import type { Readiness } from './plan.ts';

/** Landing is zstd; measured on transcriptions, the same texts take about this much more room in snappy. */
const snappyToZstd = 2.1;

/** A file's own head and foot, whatever it holds: measured on files of one row. */
const bytesOfFile = 450;
const bytesOfColumn = 110;
const lineageColumns = 6;

/** The last publish tells best, where it was written in the same way; else landing does. Null when neither does. */
export async function estimateBytes(
  { load, rows }: Readiness,
  input: PublishInput,
  earlier: Earlier | undefined,
  files: number,
): Promise<number | null> {
  const counts = sameWay(earlier, input) ? earlier?.manifest?.counts : undefined;
  if (counts !== undefined && counts.rows > 0) return Math.round((counts.bytes / counts.rows) * rows);
  if (load.row.landed === 0) return null;
  let landed = 0;
  for (const { records } of load.landing) {
    const found = await stat(records).catch(() => undefined);
    if (found === undefined) return null;
    landed += found.size;
  }
  const ofRows = (landed / load.row.landed) * rows * (input.compression === 'snappy' ? snappyToZstd : 1);
  return Math.round(ofRows + files * (bytesOfFile + bytesOfColumn * (load.columns.length + lineageColumns)));
}

/** A file's foot counts for nothing in one large file and for nearly all in thousands of small ones. */
function sameWay(earlier: Earlier | undefined, { compression, partition_by: columns }: PublishInput): boolean {
  const manifest = earlier?.manifest;
  return manifest?.compression === compression && manifest.partition_by.join('\n') === columns.join('\n');
}
