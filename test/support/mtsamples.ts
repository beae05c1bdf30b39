/** The real transcriptions, where this machine has them: beside the repository, not in it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const place = (name: string): string => fileURLToPath(new URL(`../../../shared/data/${name}.gz`, import.meta.url));

export const haveMtsamples = existsSync(place('mtsamples.csv')) && existsSync(place('mtsamples.jsonl'));

/** For a test's title. */
export const whyNoMtsamples = haveMtsamples ? '' : ' (skipped: ../shared/data/mtsamples.* is not there)';

export const mtsamples = (name: 'mtsamples.csv' | 'mtsamples.jsonl'): Buffer => gunzipSync(readFileSync(place(name)));
