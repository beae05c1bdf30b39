/**
 * A file to an object, in parts: those the server holds already are compared, not sent again. Nothing can be seen of the
 * object until `complete`, and what is completed has the SHA-256 that the file was written with.
 */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { ObjectUrl } from '../../contract/object-url.ts';
import type { Lanes } from './lanes.ts';
import {
  abortUpload,
  completeUpload,
  heldParts,
  openUploads,
  sendPart,
  startUpload,
  type SentPart,
} from './multipart.ts';
import type { ObjectStore } from './object-store.ts';
import { isProblem, ObjectStoreProblem } from './problem.ts';

const mebibyte = 1024 * 1024;
const usualPart = 8 * mebibyte;
/** S3's own limit. */
const mostParts = 10_000;

export interface FileToSend {
  readonly url: ObjectUrl;
  readonly path: string;
  readonly bytes: number;
  /** Hex, of the whole file. */
  readonly sha256: string;
}

export interface SendWish {
  /** Something of this file may have been sent before. */
  readonly resume: boolean;
  /** Bounds the parts that are in memory and on their way, over all files. */
  readonly lanes: Lanes;
  readonly signal: AbortSignal | undefined;
  /** Bytes the server has, as they come to be there. */
  readonly onBytes: (bytes: number) => void;
}

/** A file all of whose parts are with the server. */
export interface FileSent {
  readonly file: FileToSend;
  /** Null where the object was completed before. */
  readonly upload: string | null;
  readonly parts: readonly SentPart[];
  /** What the server's composite SHA-256 must be. */
  readonly checksum: string;
}

/** The same for the same file, so that parts sent before are those that would be sent now. */
export function partSize(bytes: number): number {
  return Math.max(usualPart, Math.ceil(bytes / mostParts / mebibyte) * mebibyte);
}

/** Throws ObjectStoreProblem, CANCELLED; nothing is taken back. */
export async function sendFile(store: ObjectStore, file: FileToSend, wish: SendWish): Promise<FileSent> {
  const earlier = wish.resume ? await openUploads(store, file.url, wish.signal) : [];
  const [latest, ...others] = earlier;
  for (const other of others) await abortUpload(store, file.url, other, wish.signal);
  if (wish.resume && latest === undefined) {
    const whole = await sentBefore(store, file, wish);
    if (whole !== undefined) return whole;
  }
  const upload = latest ?? (await startUpload(store, file.url, wish.signal));
  const held = latest === undefined ? new Map<number, never>() : await heldParts(store, file.url, latest, wish.signal);
  const source = await open(file.path, 'r');
  try {
    const { parts, checksum } = await sendParts(store, file, { upload, held, source }, wish);
    return { file, upload, parts, checksum };
  } finally {
    await source.close();
  }
}

/** The object was completed before we were cut short, and is the same. */
async function sentBefore(store: ObjectStore, file: FileToSend, wish: SendWish): Promise<FileSent | undefined> {
  const there = await store.checksumOf(file.url, wish.signal);
  if (there === undefined) return undefined;
  const source = await open(file.path, 'r');
  try {
    const digests: Buffer[] = [];
    for await (const part of partsOf(file, source)) digests.push(part.digest);
    const checksum = composite(digests);
    if (checksum !== there) return undefined;
    wish.onBytes(file.bytes);
    return { file, upload: null, parts: [], checksum };
  } finally {
    await source.close();
  }
}

async function sendParts(
  store: ObjectStore,
  file: FileToSend,
  from: {
    readonly upload: string;
    readonly held: ReadonlyMap<number, SentPart & { bytes: number }>;
    readonly source: FileHandle;
  },
  wish: SendWish,
): Promise<{ parts: SentPart[]; checksum: string }> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(wish.signal === undefined ? [] : [wish.signal])]);
  const digests: Buffer[] = [];
  const parts: SentPart[] = [];
  const sending: Promise<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    stop.abort();
  };
  // A part is read only when there is a lane for it: that bounds the memory.
  const reading = partsOf(file, from.source);
  for (;;) {
    await wish.lanes.enter();
    const next = failure === undefined ? await reading.next().catch(fail) : undefined;
    if (next === undefined || next.done === true) {
      wish.lanes.leave();
      break;
    }
    const { number, body, digest } = next.value;
    digests.push(digest);
    const sha256 = digest.toString('base64');
    const held = from.held.get(number);
    const send = async (): Promise<void> => {
      const same = held?.sha256 === sha256 && held.bytes === body.length;
      parts.push(same ? held : await sendPart(store, file.url, from.upload, { number, body, sha256 }, signal));
      wish.onBytes(body.length);
    };
    sending.push(
      send()
        .catch(fail)
        .finally(() => wish.lanes.leave()),
    );
  }
  await Promise.all(sending);
  if (failure !== undefined) throw failure.error;
  return { parts: parts.sort((one, other) => one.number - other.number), checksum: composite(digests) };
}

interface FilePart {
  readonly number: number;
  readonly body: Buffer;
  readonly digest: Buffer;
}

/** In order. Throws ObjectStoreProblem where the file is not, or no longer, the one that was written. */
async function* partsOf(file: FileToSend, source: FileHandle): AsyncGenerator<FilePart, undefined> {
  const size = partSize(file.bytes);
  const whole = createHash('sha256');
  for (let number = 1, offset = 0; offset < file.bytes; number += 1) {
    const body = Buffer.alloc(Math.min(size, file.bytes - offset));
    const { bytesRead } = await source.read(body, 0, body.length, offset);
    whole.update(body);
    offset += body.length;
    // Before the last part goes out: an upload of a damaged file is never complete.
    if (bytesRead < body.length || (offset === file.bytes && whole.copy().digest('hex') !== file.sha256)) {
      throw new ObjectStoreProblem('damaged', 'the staged file changed');
    }
    yield { number, body, digest: createHash('sha256').update(body).digest() };
  }
  return undefined;
}

/** As S3 puts it: the hash of the parts' hashes, and how many they are. */
function composite(digests: readonly Buffer[]): string {
  return `${createHash('sha256').update(Buffer.concat(digests)).digest('base64')}-${digests.length}`;
}

/** Makes the object of the parts. Throws ObjectStoreProblem, also when the server made another object of them. */
export async function completeFile(store: ObjectStore, sent: FileSent, signal: AbortSignal | undefined): Promise<void> {
  if (sent.upload === null) return;
  const { url } = sent.file;
  const answered = await completeUpload(store, url, sent.upload, sent.parts, signal).catch(async (error: unknown) => {
    // An answer that was lost on its way: the second try finds no upload, and the object in its place.
    if (isProblem(error, 'no upload')) return store.checksumOf(url, signal);
    throw error;
  });
  const checksum = answered ?? (await store.checksumOf(url, signal));
  if (checksum !== sent.checksum)
    throw new ObjectStoreProblem(checksum === undefined ? 'unsupported' : 'damaged', 'SHA-256');
}
