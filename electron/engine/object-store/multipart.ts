/** The requests of a multipart upload: an object sent in parts is not there until it is completed. */
import type { ObjectUrl } from '../../contract/object-url.ts';
import type { ObjectStore } from './object-store.ts';
import { isProblem, ObjectStoreProblem } from './problem.ts';

export interface SentPart {
  readonly number: number;
  readonly etag: string;
  /** Base64, as the server states it. */
  readonly sha256: string;
}

export interface HeldPart extends SentPart {
  readonly bytes: number;
}

export async function startUpload(
  store: ObjectStore,
  { bucket, key }: ObjectUrl,
  signal?: AbortSignal,
): Promise<string> {
  const { UploadId } = await store.ask(signal, (client, options) =>
    client.createMultipartUpload({ Bucket: bucket, Key: key, ChecksumAlgorithm: 'SHA256' }, options),
  );
  if (UploadId === undefined) throw new ObjectStoreProblem('refused', 'no upload id');
  return UploadId;
}

/**
 * Uploads of this very key that were begun and not ended, the latest first. The whole key is asked for, because MinIO
 * answers for nothing less.
 */
export async function openUploads(
  store: ObjectStore,
  { bucket, key }: ObjectUrl,
  signal?: AbortSignal,
): Promise<string[]> {
  const { Uploads } = await store.ask(signal, (client, options) =>
    client.listMultipartUploads({ Bucket: bucket, Prefix: key }, options),
  );
  return (Uploads ?? [])
    .filter((upload) => upload.Key === key)
    .sort((one, other) => (other.Initiated?.getTime() ?? 0) - (one.Initiated?.getTime() ?? 0))
    .flatMap(({ UploadId }) => (UploadId === undefined ? [] : [UploadId]));
}

/** Parts the server holds already, by number; those without a SHA-256 are left out. */
export async function heldParts(
  store: ObjectStore,
  { bucket, key }: ObjectUrl,
  upload: string,
  signal?: AbortSignal,
): Promise<Map<number, HeldPart>> {
  const held = new Map<number, HeldPart>();
  let after: string | undefined;
  do {
    const PartNumberMarker = after;
    const page = await store.ask(signal, (client, options) =>
      client.listParts(
        { Bucket: bucket, Key: key, UploadId: upload, ...(PartNumberMarker && { PartNumberMarker }) },
        options,
      ),
    );
    for (const { PartNumber, ETag, Size, ChecksumSHA256 } of page.Parts ?? []) {
      if (PartNumber === undefined || ETag === undefined || ChecksumSHA256 === undefined) continue;
      held.set(PartNumber, { number: PartNumber, etag: ETag, bytes: Size ?? 0, sha256: ChecksumSHA256 });
    }
    after = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
  } while (after !== undefined);
  return held;
}

/** The server refuses a part that does not arrive with the SHA-256 it was sent with. */
export async function sendPart(
  store: ObjectStore,
  { bucket, key }: ObjectUrl,
  upload: string,
  part: { readonly number: number; readonly body: Buffer; readonly sha256: string },
  signal?: AbortSignal,
): Promise<SentPart> {
  const { ETag } = await store.ask(signal, (client, options) =>
    client.uploadPart(
      {
        Bucket: bucket,
        Key: key,
        UploadId: upload,
        PartNumber: part.number,
        Body: part.body,
        ContentLength: part.body.length,
        ChecksumSHA256: part.sha256,
      },
      options,
    ),
  );
  if (ETag === undefined) throw new ObjectStoreProblem('unsupported', 'no ETag');
  return { number: part.number, etag: ETag, sha256: part.sha256 };
}

/** Makes the object of its parts. Returns the server's composite SHA-256 of it. */
export async function completeUpload(
  store: ObjectStore,
  { bucket, key }: ObjectUrl,
  upload: string,
  parts: readonly SentPart[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const done = await store.ask(signal, (client, options) =>
    client.completeMultipartUpload(
      {
        Bucket: bucket,
        Key: key,
        UploadId: upload,
        MultipartUpload: {
          Parts: parts.map(({ number, etag, sha256 }) => ({ PartNumber: number, ETag: etag, ChecksumSHA256: sha256 })),
        },
      },
      options,
    ),
  );
  return done.ChecksumSHA256;
}

/** Frees what the parts take up. Also of an upload that is gone. */
export async function abortUpload(
  store: ObjectStore,
  { bucket, key }: ObjectUrl,
  upload: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await store.ask(signal, (client, options) =>
      client.abortMultipartUpload({ Bucket: bucket, Key: key, UploadId: upload }, options),
    );
  } catch (error) {
    if (!isProblem(error, 'no upload')) throw error;
  }
}
