/** The physical lines a record was read from, fetched from the source file itself. */
import { stat } from 'node:fs/promises';
import { dialectSchema, encodingSchema } from '../../contract/load.ts';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { LoadFileRow } from './load-store.sql.ts';
import { toCsvDialect } from './plan-reading.ts';
import { readText } from './read-text.ts';
import { lineModeOf } from './scan/line-mode.ts';

export interface SourceText {
  readonly text: string | null;
  /** Why the lines cannot be shown; null when they can. */
  readonly problem: string | null;
  /** Byte of the (unwrapped) source at which the text starts; null when it could not be read. */
  readonly offset: number | null;
}

const unavailable = (problem: string): SourceText => ({ text: null, problem, offset: null });

export interface SourcePlace {
  /** Byte of the (unwrapped) source to start reading at, and the physical line that byte is on (from 1). */
  readonly offset: number;
  readonly line: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** More than anyone reads; a record may be megabytes long. */
const shownBytes = 256 * 1024;

export async function sourceText(file: LoadFileRow, format: string, place: SourcePlace): Promise<SourceText> {
  if (format === 'parquet') return unavailable('Parquet has rows, not lines of text.');
  if (isObjectUrl(file.path)) {
    return unavailable(`The source is not on this machine: it was fetched from ${file.path} for the load alone.`);
  }
  const now = await stat(file.path).catch(() => undefined);
  if (now === undefined) return unavailable(`The source ${file.path} is no longer there.`);
  if (now.size !== file.bytes || now.mtimeMs !== file.modified_ms) {
    return unavailable(`The source ${file.path} has changed since it was loaded.`);
  }
  try {
    const lines = await readLines(file, place);
    return { ...(format === 'json' ? withoutLeadIn(lines) : lines), problem: null };
  } catch {
    return unavailable(`The source ${file.path} cannot be read now.`);
  }
}

async function readLines(file: LoadFileRow, place: SourcePlace): Promise<{ text: string; offset: number }> {
  const endsAtCr = await hasOldLineEnds(file);
  const lineEnd = (chunk: Buffer, from: number): number => {
    const lf = chunk.indexOf(0x0a, from);
    const cr = endsAtCr ? chunk.indexOf(0x0d, from) : -1;
    return cr === -1 || (lf !== -1 && lf < cr) ? lf : cr;
  };
  let { line, offset } = place;
  const kept: Buffer[] = [];
  let keptBytes = 0;
  for await (const chunk of textFrom(file, place.offset)) {
    let start = 0;
    while (start < chunk.length && line <= place.lastLine && keptBytes < shownBytes) {
      const end = lineEnd(chunk, start);
      const next = end === -1 ? chunk.length : end + 1;
      if (line >= place.firstLine) {
        kept.push(Buffer.from(chunk.subarray(start, next)));
        keptBytes += next - start;
      } else {
        offset += next - start;
      }
      if (end !== -1) line += 1;
      start = next;
    }
    if (line > place.lastLine || keptBytes >= shownBytes) break;
  }
  const text = Buffer.concat(kept).toString('utf8');
  return { text: text.replace(/\r?\n$|\r$/, ''), offset };
}

/** Whether lines end in a lone CR, as on old Macs: the scanner's own rule, applied to the start of the file. */
async function hasOldLineEnds(file: LoadFileRow): Promise<boolean> {
  if (file.dialect === null) return false;
  const dialect = toCsvDialect(dialectSchema.parse(JSON.parse(file.dialect)));
  for await (const chunk of textFrom(file, 0)) return lineModeOf(chunk, dialect) === 'cr';
  return false;
}

/** The unwrapped text from a byte on; only plain files can be entered in the middle. */
async function* textFrom(file: LoadFileRow, offset: number): AsyncGenerator<Buffer> {
  const encoding = encodingSchema.parse(file.encoding);
  const gzip = file.compression === 'gzip';
  const plain = !gzip && encoding === 'utf-8';
  const start = plain ? offset : 0;
  let toSkip = offset - start;
  for await (const chunk of readText({ path: file.path, format: 'csv', gzip, encoding, start }, () => undefined)) {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

/** In an array a record's line may begin with indentation, the bracket or a comma. */
function withoutLeadIn({ text, offset }: { text: string; offset: number }): { text: string; offset: number } {
  const leadIn = /^[ \t\r\n,[]*/.exec(text)?.[0].length ?? 0;
  return { text: text.slice(leadIn), offset: offset + leadIn };
}
