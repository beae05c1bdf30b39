/** How large a publish will be, from what is known of records like these. */
import { stat } from 'node:fs/promises';
import type { PublishInput } from '../../contract/publish.ts';
import type { Earlier } from './compare.ts';
import type { Readiness } from './plan.ts';

/** Landing is zstd; measured on transcriptions, the same texts take about this much more room in snappy. */
const snappyToZstd = 2.1;

/** The last publish tells best, where it was written in the same way; else landing does. Null when neither does. */
export async function estimateBytes(
  { load, rows }: Readiness,
  input: PublishInput,
  earlier: Earlier | undefined,
): Promise<number | null> {
  const counts = earlier?.manifest?.compression === input.compression ? earlier.manifest.counts : undefined;
  if (counts !== undefined && counts.rows > 0) return Math.round((counts.bytes / counts.rows) * rows);
  if (load.row.landed === 0) return null;
  let landed = 0;
  for (const { records } of load.landing) {
    const found = await stat(records).catch(() => undefined);
    if (found === undefined) return null;
    landed += found.size;
  }
  return Math.round((landed / load.row.landed) * rows * (input.compression === 'snappy' ? snappyToZstd : 1));
}
