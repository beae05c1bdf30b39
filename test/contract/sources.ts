/** Sources made for the contract suite: a small one that has something to quarantine, and one that takes a while. */
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const smallRecords = 4;
export const smallFailing = 2;

export async function writeSmall(folder: string): Promise<string> {
  const path = join(folder, 'small.csv');
  await writeFile(
    path,
    [
      'id,medical_specialty,transcription',
      '001,Surgery,"He said ""fine"""',
      '002, Surgery 2,NA',
      '003,,note three',
      '004,Radiology,',
      '',
    ].join('\n'),
  );
  return path;
}

/** About 20 MB: enough for progress to be reported and for a cancel to arrive in the middle. */
export async function writeLarge(folder: string): Promise<string> {
  const path = join(folder, 'large.csv');
  await pipeline(Readable.from(largeLines()), createWriteStream(path));
  return path;
}

function* largeLines(): Generator<string> {
  yield 'id,medical_specialty,transcription\n';
  const text = 'The patient was seen and examined. '.repeat(5);
  for (let start = 0; start < 100_000; start += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, index) => `${String(start + index)},Surgery,"${text}"\n`);
    yield lines.join('');
  }
}
