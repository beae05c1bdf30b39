/** The sample that comes with a checkout, offered to whoever starts without a file of their own. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const inCheckout = join('test', 'fixtures', 'sample', 'transcriptions.csv');

export function sampleHint(cwd: string): string {
  const sample = findSample(dirname(fileURLToPath(import.meta.url)));
  const source = sample === undefined ? 'FILE.csv' : relative(cwd, sample);
  const opening = sample === undefined ? 'To begin' : 'To see the whole loop on the sample that comes with it';
  return `${opening}: bronze-desk ingest ${source} --target ./bronze`;
}

function findSample(folder: string): string | undefined {
  const sample = join(folder, inCheckout);
  if (existsSync(sample)) return sample;
  const parent = dirname(folder);
  return parent === folder ? undefined : findSample(parent);
}
