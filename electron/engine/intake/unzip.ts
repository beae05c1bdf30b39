import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DeskError } from '../../contract/errors.ts';
import { storageError } from '../storage-error.ts';
import type { SourceFile } from './source-file.ts';

/** Unpacks a gzip file for readers that need to seek in it. Returns where it was put. */
export async function unzipTo(
  { path, local }: SourceFile,
  to: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    await pipeline(
      createReadStream(local),
      createGunzip(),
      createWriteStream(to),
      signal === undefined ? {} : { signal },
    );
    return to;
  } catch (error) {
    if (signal?.aborted === true) throw new DeskError('CANCELLED', 'Cancelled. Nothing was loaded.');
    throw storageError(error, {
      code: 'SOURCE_UNREADABLE',
      message: `${path} is damaged: its gzip data ends too early or does not add up. Fetch the file again, then load it.`,
    });
  }
}
