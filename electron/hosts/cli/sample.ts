/** What is said to whoever types no command. */
import { relative } from 'node:path';
import { findSample } from '../find-sample.ts';

export function sampleHint(cwd: string): string {
  const sample = findSample();
  const source = sample === undefined ? 'FILE.csv' : relative(cwd, sample);
  const opening = sample === undefined ? 'To begin' : 'To see the whole loop on the sample that comes with it';
  return `${opening}: bronze-desk ingest ${source} --target ./bronze`;
}
