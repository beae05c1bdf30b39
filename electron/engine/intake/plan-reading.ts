/** Decides, from a file's first bytes and what a person fixed, how the file is to be read; says on what evidence. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Dialect, Encoding, Source, SourceFormat } from '../../contract/load.ts';
import { storageError } from '../storage-error.ts';

import type { CsvDialect } from './scan/csv-dialect.ts';
import { ByteDecoder } from './scan/decode.ts';
import { detectDialect, detectEncoding, detectFormat, unzipHead, type FormatProblem } from './scan/detect.ts';
import type { SourceFile } from './source-file.ts';

/** Enough for hundreds of long dictations; one read from any disk. */
const headBytes = 1024 * 1024;

export interface ReadingPlan {
  readonly file: SourceFile;
  readonly format: SourceFormat;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  readonly dialect: CsvDialect | null;
  /** CSV: the columns' names as the head has them; empty ones where there is no header. */
  readonly names: readonly string[];
  /** The file's first text, UTF-8, for a preview. */
  readonly head: Buffer;
  /** Whether the head is all there is. */
  readonly headIsAll: boolean;
  /** Uncompressed, roughly: from the lines of the head; 0 for Parquet, whose footer knows. */
  readonly bytesPerRow: number;
  readonly evidence: readonly string[];
  /** CSV: how sure the answer is whether there is a header, 0 to 1; 1 when it was said, or cannot be asked. */
  readonly headerConfidence: number;
}

/** Throws SOURCE_NOT_DATA, SOURCE_EMPTY, SOURCE_UNREADABLE, INVALID_INPUT (a dialect that cannot be followed). */
export async function planReading(file: SourceFile, source: Source): Promise<ReadingPlan> {
  const raw = await readHead(file);
  const found = detectFormat(raw, basename(file.path), source.encoding);
  if (found.problem !== undefined && (source.format === undefined || found.problem.kind === 'binary')) {
    throw notData(file.path, found.problem);
  }
  const format = source.format ?? (found.format === 'unknown' ? 'csv' : found.format);
  const gzip = found.compression === 'gzip';
  const evidence = source.format === undefined ? [...found.evidence] : [`read as ${format} because you said so`];
  const base = { file, format, gzip, evidence, headerConfidence: 1 };
  if (format === 'parquet') {
    return {
      ...base,
      encoding: 'utf-8',
      dialect: null,
      names: [],
      head: Buffer.alloc(0),
      headIsAll: false,
      bytesPerRow: 0,
    };
  }
  const plain = gzip ? (unzipHead(raw) ?? Buffer.alloc(0)) : raw;
  const detected = detectEncoding(plain);
  const encoding = source.encoding ?? detected.encoding;
  evidence.push(
    ...(source.encoding === undefined ? detected.evidence : [`decoded as ${encoding} because you said so`]),
  );
  const head = decodeHead(plain, encoding, file.path);
  // Bytes left out at either end: of the file, or of what its first bytes unpack to.
  const headIsAll = raw.length < headBytes && plain.length < headBytes;
  const bytesPerRow = head.length / Math.max(1, lineEnds(head));
  if (format !== 'csv') return { ...base, encoding, dialect: null, names: [], head, headIsAll, bytesPerRow };
  const { dialect, names, reasons, headerConfidence } = chooseDialect(head, source.dialect ?? {}, file.path);
  const because = [...evidence, ...reasons];
  return { ...base, encoding, dialect, names, head, headIsAll, bytesPerRow, evidence: because, headerConfidence };
}

export function toContractDialect(dialect: CsvDialect): Dialect {
  return {
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    header: dialect.header,
    skip_lines: dialect.skipLines ?? 0,
  };
}

export function toCsvDialect(dialect: Dialect): CsvDialect {
  return {
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    header: dialect.header,
    skipLines: dialect.skip_lines,
  };
}

function chooseDialect(
  head: Buffer,
  given: NonNullable<Source['dialect']>,
  path: string,
): { dialect: CsvDialect; names: readonly string[]; reasons: string[]; headerConfidence: number } {
  const override: Partial<CsvDialect> = {
    ...(given.delimiter === undefined ? {} : { delimiter: given.delimiter }),
    ...(given.quote === undefined ? {} : { quote: given.quote }),
    ...(given.escape === undefined ? {} : { escape: given.escape }),
    ...(given.header === undefined ? {} : { header: given.header }),
    ...(given.skip_lines === undefined ? {} : { skipLines: given.skip_lines }),
  };
  try {
    const found = detectDialect(head, override);
    const fixed = Object.keys(override);
    const said = fixed.length === 0 ? [] : [`${fixed.join(', ')} as you said`];
    const dialect = { ...found.dialect, ...override };
    const names = dialect.header ? found.columns : Array.from({ length: found.fields }, () => '');
    return { dialect, names, reasons: [...found.evidence, ...said], headerConfidence: found.headerConfidence };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DeskError('INVALID_INPUT', `${path} cannot be read with that dialect: ${error.message}.`, { path });
  }
}

async function readHead({ path, local }: SourceFile): Promise<Buffer> {
  try {
    const handle = await open(local, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw storageError(error, {
      code: 'SOURCE_UNREADABLE',
      message: `${path} cannot be read. Ask for access, or copy it to a folder of yours, then load it again.`,
    });
  }
}

function decodeHead(plain: Buffer, encoding: Encoding, path: string): Buffer {
  if (encoding === 'utf-8') return plain;
  try {
    // An odd byte at the end of the head is a character cut in two, not a fault of the file.
    return new ByteDecoder(encoding).push(plain.subarray(0, plain.length & ~1));
  } catch (error) {
    throw new DeskError(
      'SOURCE_UNREADABLE',
      `${path} does not hold ${encoding} text. Choose another encoding, then load it again.`,
      { path, remedy: 'choose encoding' },
      { cause: error },
    );
  }
}

function lineEnds(head: Buffer): number {
  let count = 0;
  for (let at = head.indexOf(0x0a); at !== -1; at = head.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

function notData(path: string, problem: FormatProblem): DeskError {
  if (problem.kind === 'empty') {
    return new DeskError(
      'SOURCE_EMPTY',
      `${path} is ${problem.what}: there is no record in it. Check that it was exported completely.`,
      { path },
    );
  }
  return new DeskError(
    'SOURCE_NOT_DATA',
    `${path} is ${problem.what}, not CSV, JSON or Parquet. Choose the data file itself; nothing was loaded.`,
    { path },
  );
}
