/** An object into a file, whole and as it was when it was listed; a connection that breaks is gone on with where it broke. */
import { open, type FileHandle } from 'node:fs/promises';
import { addAbortSignal, Readable } from 'node:stream';
import type { ObjectUrl } from '../../contract/object-url.ts';
import { errnoOf } from '../storage-error.ts';
import { cancelled, type ObjectStore } from './object-store.ts';
import { isProblem, ObjectStoreProblem, problemOf } from './problem.ts';

export interface ObjectToFetch {
  readonly url: ObjectUrl;
  readonly bytes: number;
  readonly etag: string;
}

export interface DownloadWish {
  readonly signal: AbortSignal | undefined;
  /** Bytes that are in the file. */
  readonly onBytes: (bytes: number) => void;
}

/** Throws ObjectStoreProblem, CANCELLED, the disk's errors. */
export async function download(
  store: ObjectStore,
  object: ObjectToFetch,
  to: string,
  wish: DownloadWish,
): Promise<void> {
  const file = await open(to, 'w');
  let have = 0;
  try {
    while (have < object.bytes) {
      const before = have;
      try {
        for await (const chunk of bodyFrom(store, object, before, wish.signal)) {
          // Counted when it is in the file: what a broken connection leaves in buffers must be asked for again.
          await writeAll(file, chunk, have);
          wish.onBytes((have += chunk.length));
        }
        if (have < object.bytes) throw new ObjectStoreProblem('unreachable', 'cut short');
      } catch (error) {
        const problem = cancelled(wish.signal) ?? (isOfDisk(error) ? error : broken(error));
        // Without a byte more than before, asking again would not help.
        if (!isProblem(problem, 'unreachable') || have === before) throw problem;
      }
    }
  } finally {
    await file.close();
  }
}

async function* bodyFrom(
  store: ObjectStore,
  { url, bytes, etag }: ObjectToFetch,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const { Body } = await store
    .ask(signal, (client, options) =>
      client.getObject(
        {
          Bucket: url.bucket,
          Key: url.key,
          ...(etag === '' ? {} : { IfMatch: etag }),
          ...(from === 0 ? {} : { Range: `bytes=${from}-${bytes - 1}` }),
        },
        options,
      ),
    )
    .catch((error: unknown) => {
      throw isProblem(error, 'taken') ? new ObjectStoreProblem('changed', 'If-Match') : error;
    });
  if (!(Body instanceof Readable)) throw new ObjectStoreProblem('refused', 'no body');
  yield* signal === undefined ? Body : addAbortSignal(signal, Body);
}

async function writeAll(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}

const isOfDisk = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EACCES', 'EIO'].includes(errnoOf(error) ?? '');

/** Whatever else ends a body early is the connection's doing, unless the server's checksum says otherwise. */
function broken(error: unknown): ObjectStoreProblem {
  const problem = problemOf(error);
  if (error instanceof Error && /checksum/i.test(error.message)) return new ObjectStoreProblem('damaged', 'checksum');
  return problem.kind === 'refused' ? new ObjectStoreProblem('unreachable', problem.answer) : problem;
}
