/** A source's text as UTF-8, whatever it is wrapped in: gzip, another encoding. */
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Encoding, SourceFormat } from '../../contract/load.ts';
import { decodeToUtf8 } from './scan/decode.ts';
import type { ScanFailure } from './scan-job.ts';

const chunkBytes = 1024 * 1024;

export interface Wrapping {
  readonly path: string;
  readonly format: SourceFormat;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  /** Byte of the file to start at; only for files that are not wrapped. */
  readonly start?: number;
}

/** What stopped the reading; `cause` is the system's own error. */
export class ScanError extends Error {
  readonly what: ScanFailure;

  constructor(what: ScanFailure, cause: unknown) {
    super(`scan failed: ${what}`, { cause });
    this.what = what;
  }

  static from(error: unknown): ScanError {
    return error instanceof ScanError ? error : new ScanError('bug', error);
  }

  /** The system's code for the cause, such as ENOSPC. */
  get errno(): string | null {
    const { cause } = this;
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  }
}

/**
 * UTF-8 text of the source, whatever it is wrapped in. `onBytes` sees every byte of the file itself, once. A chunk is
 * good until the next one is asked for.
 */
export async function* readText(job: Wrapping, onBytes: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  const bytes = readBytes(job, onBytes);
  const plain = job.gzip ? gunzip(bytes) : bytes;
  if (job.format === 'parquet' || job.encoding === 'utf-8') {
    yield* plain;
    return;
  }
  try {
    yield* decodeToUtf8(plain, job.encoding);
  } catch (error) {
    throw error instanceof ScanError ? error : new ScanError('decode', error);
  }
}

/** One buffer for the whole file: a new one for each megabyte keeps the garbage collector busier than the scanner. */
async function* readBytes(job: Wrapping, onBytes: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let position = job.start ?? 0;
  const file = await reading(() => open(job.path, 'r'));
  try {
    for (;;) {
      const { bytesRead } = await reading(() => file.read(buffer, 0, chunkBytes, position));
      if (bytesRead === 0) return;
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      onBytes(chunk);
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ScanError('read', error);
  }
}

async function* gunzip(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const unzipped = createGunzip({ chunkSize: chunkBytes });
  // Whichever side ends first takes the other with it; what went wrong is thrown by the loop below.
  pipeline(Readable.from(copies(source)), unzipped, () => undefined);
  try {
    for await (const chunk of unzipped) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof ScanError ? error : new ScanError('gzip', error);
  }
}

/** A stream keeps chunks back, so it needs its own. */
async function* copies(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield Buffer.from(chunk);
}
