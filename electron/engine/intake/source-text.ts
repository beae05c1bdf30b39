/** The physical lines a record was read from, fetched from the source file itself. */
import { stat } from 'node:fs/promises';
import { encodingSchema } from '../../contract/load.ts';
import { readText } from './read-text.ts';
import type { LoadFileRow } from './load-store.sql.ts';

export interface SourceText {
  readonly text: string | null;
  /** Why the lines cannot be shown; null when they can. */
  readonly problem: string | null;
  /** Byte of the (unwrapped) source at which the first line starts; null when it could not be read. */
  readonly offset: number | null;
}

const unavailable = (problem: string): SourceText => ({ text: null, problem, offset: null });

export interface SourcePlace {
  /** Byte to start reading at, and the physical line that begins there (from 1). */
  readonly offset: number;
  readonly line: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** More than anyone reads; a record may be megabytes long. */
const shownBytes = 256 * 1024;

export async function sourceText(file: LoadFileRow, format: string, place: SourcePlace): Promise<SourceText> {
  if (format === 'parquet') return unavailable('Parquet has rows, not lines of text.');
  const now = await stat(file.path).catch(() => undefined);
  if (now === undefined) return unavailable(`The source ${file.path} is no longer there.`);
  if (now.size !== file.bytes || now.mtimeMs !== file.modified_ms) {
    return unavailable(`The source ${file.path} has changed since it was loaded.`);
  }
  try {
    return { ...(await readLines(file, place)), problem: null };
  } catch {
    return unavailable(`The source ${file.path} cannot be read now.`);
  }
}

async function readLines(file: LoadFileRow, place: SourcePlace): Promise<{ text: string; offset: number }> {
  const encoding = encodingSchema.parse(file.encoding);
  const plain = file.compression === 'none' && encoding === 'utf-8';
  const wrapping = { path: file.path, format: 'csv' as const, gzip: file.compression === 'gzip', encoding };
  const text = readText(plain ? { ...wrapping, start: place.offset } : wrapping, () => undefined);
  let line = plain ? place.line : 1;
  let offset = plain ? place.offset : 0;
  const kept: Buffer[] = [];
  let keptBytes = 0;
  for await (const chunk of text) {
    let start = 0;
    while (start < chunk.length && line <= place.lastLine && keptBytes < shownBytes) {
      const end = chunk.indexOf(0x0a, start);
      const next = end === -1 ? chunk.length : end + 1;
      if (line >= place.firstLine) {
        kept.push(chunk.subarray(start, next));
        keptBytes += next - start;
      } else {
        offset += next - start;
      }
      if (end !== -1) line += 1;
      start = next;
    }
    if (line > place.lastLine || keptBytes >= shownBytes) break;
  }
  return {
    text: Buffer.concat(kept)
      .toString('utf8')
      .replace(/\r?\n$/, ''),
    offset,
  };
}
