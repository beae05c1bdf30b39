/** A load that is many parts in an object store: random text, which no compression makes smaller. */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** A CSV of about so many megabytes, and about as many in Parquet with snappy. */
export function writeLargeCsv(path: string, megabytes: number): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, 'id,medical_specialty,transcription\n');
    for (let id = 0; id < megabytes * 10; id += 1) {
      writeSync(file, `${id},Surgery,${randomBytes(75_000).toString('base64')}\n`);
    }
  } finally {
    closeSync(file);
  }
}
