/** A source's text as UTF-8, whatever it is wrapped in: gzip, another encoding. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
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
}

/** UTF-8 text of the source, whatever it is wrapped in. `onBytes` sees every byte of the file itself, once. */
export async function* readText(job: Wrapping, onBytes: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  const file = createReadStream(job.path, { highWaterMark: chunkBytes, start: job.start ?? 0 });
  const watched = watchBytes(file, onBytes);
  const plain = job.gzip ? gunzip(watched) : watched;
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

async function* watchBytes(file: Readable, onBytes: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of file) {
      onBytes(chunk as Buffer);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw new ScanError('read', error);
  }
}

async function* gunzip(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const unzipped = createGunzip({ chunkSize: chunkBytes });
  const feeding = feed(source, unzipped);
  try {
    for await (const chunk of unzipped) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof ScanError ? error : new ScanError('gzip', error);
  }
  await feeding;
}

async function feed(source: AsyncGenerator<Buffer>, unzipped: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of source) {
      if (!unzipped.write(chunk)) await new Promise((resolve) => unzipped.once('drain', resolve));
    }
    unzipped.end();
  } catch (error) {
    unzipped.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}
