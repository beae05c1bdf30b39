/**
 * One S3 server, and the few requests that are made of it. Retries with growing pauses, signing and the checking of
 * checksums in transit are the SDK's; it is loaded with the first store that is opened, so that nothing else waits for it.
 */
import type { S3 } from '@aws-sdk/client-s3';
import { DeskError } from '../../contract/errors.ts';
import type { ObjectUrl } from '../../contract/object-url.ts';
import { isProblem, problemOf } from './problem.ts';
import { endpointOf, regionOf, type ObjectStoreSettings } from './settings.ts';

export interface ObjectEntry {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  readonly modifiedMs: number;
}

/** With the SDK's pauses, which double and are shortened at random, six seconds on the average, thirteen at most. */
const tries = 8;

export class ObjectStore {
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  readonly #client: S3;

  static async open(settings: ObjectStoreSettings): Promise<ObjectStore> {
    // Which Node to run is not for the person at the command line to decide, whose progress lines this would break into.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const sdk = await import('@aws-sdk/client-s3');
    const endpoint = endpointOf(settings);
    const region = regionOf(settings, endpoint);
    const client = new sdk.S3({
      maxAttempts: tries,
      retryMode: 'standard',
      followRegionRedirects: true,
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
      forcePathStyle: settings.pathStyle ?? endpoint !== null,
      ...(endpoint === null ? {} : { endpoint }),
      ...(region === undefined ? {} : { region }),
      ...(settings.profile === undefined ? {} : { profile: settings.profile }),
      ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
    });
    return new ObjectStore(endpoint, client);
  }

  private constructor(endpoint: string | null, client: S3) {
    this.endpoint = endpoint;
    this.#client = client;
  }

  /** Runs one request. Throws ObjectStoreProblem, CANCELLED. */
  async ask<T>(
    signal: AbortSignal | undefined,
    request: (client: S3, options: RequestOptions) => Promise<T>,
  ): Promise<T> {
    const options = signal === undefined ? {} : { abortSignal: signal };
    try {
      return await request(this.#client, options).catch((error: unknown) => {
        if (!this.#forgetClock(error)) throw error;
        return request(this.#client, options);
      });
    } catch (error) {
      throw cancelled(signal) ?? problemOf(error);
    }
  }

  /** The SDK makes up for a wrong clock, and goes on doing so when the clock has been put right. */
  #forgetClock(error: unknown): boolean {
    const { config } = this.#client;
    if (problemOf(error).kind !== 'clock' || config.systemClockOffset === 0) return false;
    config.systemClockOffset = 0;
    return true;
  }

  /** Everything below an address, as a folder's files are below it. */
  listBelow({ bucket, key }: ObjectUrl, signal?: AbortSignal): AsyncGenerator<ObjectEntry, undefined> {
    return this.list(bucket, key === '' ? '' : `${key}/`, signal);
  }

  /** Everything whose key begins with `prefix`, in the order of keys. */
  async *list(bucket: string, prefix: string, signal?: AbortSignal): AsyncGenerator<ObjectEntry, undefined> {
    let after: string | undefined;
    do {
      const ContinuationToken = after;
      const page = await this.ask(signal, (client, options) =>
        client.listObjectsV2(
          { Bucket: bucket, Prefix: prefix, ...(ContinuationToken && { ContinuationToken }) },
          options,
        ),
      );
      for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
        if (Key === undefined) continue;
        yield { key: Key, bytes: Size ?? 0, etag: ETag ?? '', modifiedMs: LastModified?.getTime() ?? 0 };
      }
      after = page.NextContinuationToken;
    } while (after !== undefined);
    return undefined;
  }

  /** Whether the bucket is there and may be listed. Throws ObjectStoreProblem. */
  async checkBucket({ bucket, key }: ObjectUrl, signal?: AbortSignal): Promise<void> {
    await this.ask(signal, (client, options) =>
      client.listObjectsV2({ Bucket: bucket, Prefix: key, MaxKeys: 1 }, options),
    );
  }

  /** Undefined where there is none. */
  async readText({ bucket, key }: ObjectUrl, signal?: AbortSignal): Promise<string | undefined> {
    try {
      const found = await this.ask(signal, (client, options) =>
        client.getObject({ Bucket: bucket, Key: key }, options),
      );
      return await found.Body?.transformToString('utf-8');
    } catch (error) {
      if (isProblem(error, 'no object')) return undefined;
      throw cancelled(signal) ?? problemOf(error);
    }
  }

  /** Writes a small object where there is none. False where there is one already. */
  async createText({ bucket, key }: ObjectUrl, text: string, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.ask(signal, (client, options) =>
        client.putObject(
          {
            Bucket: bucket,
            Key: key,
            Body: text,
            ContentType: 'application/json',
            ChecksumAlgorithm: 'SHA256',
            IfNoneMatch: '*',
          },
          options,
        ),
      );
      return true;
    } catch (error) {
      if (isProblem(error, 'taken')) return false;
      throw error;
    }
  }

  /** The composite SHA-256 the server keeps of an object that was sent in parts; undefined without one, or without object. */
  async checksumOf({ bucket, key }: ObjectUrl, signal?: AbortSignal): Promise<string | undefined> {
    try {
      const head = await this.ask(signal, (client, options) =>
        client.headObject({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }, options),
      );
      return head.ChecksumSHA256;
    } catch (error) {
      if (isProblem(error, 'no object')) return undefined;
      throw error;
    }
  }

  /** Also of what is not there. */
  async remove({ bucket, key }: ObjectUrl, signal?: AbortSignal): Promise<void> {
    await this.ask(signal, (client, options) => client.deleteObject({ Bucket: bucket, Key: key }, options));
  }

  close(): void {
    this.#client.destroy();
  }
}

export interface RequestOptions {
  readonly abortSignal?: AbortSignal;
}

export function cancelled(signal: AbortSignal | undefined): DeskError | undefined {
  return signal?.aborted === true ? new DeskError('CANCELLED', 'Cancelled. Nothing was changed.') : undefined;
}
