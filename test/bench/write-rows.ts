/** MTSamples-shaped rows of about 3.4 KB, in the proportions of the real file: 32 % fail, or all of them. */
import { open } from 'node:fs/promises';
import { dictate } from '../fixtures/dictation/dictation.mjs';
import { csvLine, header } from '../fixtures/dictation/lines.mjs';
import { drawer, failingDrawer } from '../fixtures/dictation/specialties.mjs';
import { SeededRandom } from '../fixtures/seeded-random.mjs';

const LENGTH = 3_050;
const ROWS_A_WRITE = 1_000;

/** Returns the bytes written. */
export async function writeRows(path: string, rows: number, kind: 'mixed' | 'failing'): Promise<number> {
  const random = new SeededRandom(kind === 'mixed' ? 1 : 2);
  const specialties = kind === 'mixed' ? drawer : failingDrawer;
  const file = await open(path, 'w');
  try {
    let bytes = (await file.write(header)).bytesWritten;
    for (let from = 0; from < rows; from += ROWS_A_WRITE) {
      let text = '';
      for (let index = from; index < Math.min(rows, from + ROWS_A_WRITE); index += 1) {
        text += csvLine(dictate(random, index, LENGTH, specialties));
      }
      bytes += (await file.write(text)).bytesWritten;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
