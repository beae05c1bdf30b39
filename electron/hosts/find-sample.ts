/** The sample that comes with the program, offered to whoever starts without a file of their own. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inCheckout = join('test', 'fixtures', 'sample', 'transcriptions.csv');

/** In the folder of the program or one above it; undefined where it was not shipped. */
export function findSample(folder = dirname(fileURLToPath(import.meta.url))): string | undefined {
  const sample = join(folder, inCheckout);
  if (existsSync(sample)) return sample;
  const parent = dirname(folder);
  return parent === folder ? undefined : findSample(parent);
}
