/** One MinIO for all tests of a file, a bucket of its own for each test, and a client that is not the product's code. */
import { createHash, randomBytes } from 'node:crypto';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe } from 'vitest';
import type { ObjectStoreSettings } from '../../../electron/engine/object-store/settings.ts';
import { manifestSchema, type Manifest } from '../../../electron/contract/publish.ts';
import { missingMinio, startMinio, type Minio } from './start-minio.ts';

const missing = missingMinio();

/** Skipped, saying why, where the server cannot be had. */
export const describeWithMinio = describe.skipIf(missing !== null);
export const suffix = missing === null ? '' : ` (skipped: ${missing})`;

export interface Bucket {
  readonly name: string;
  /** `s3://bucket/bronze`. */
  readonly target: string;
  put(key: string, body: string | Uint8Array): Promise<void>;
  get(key: string): Promise<Buffer>;
  keys(): Promise<string[]>;
  /** Parts the server holds of an object that is not complete, and of how many uploads. */
  parts(key: string): Promise<{ uploads: number; parts: number; bytes: number }>;
}

export interface UsedMinio {
  readonly server: Minio;
  readonly client: S3;
  /** As a host with a keychain hands them in. */
  readonly settings: ObjectStoreSettings;
  /** For a process of its own. */
  readonly env: Readonly<Record<string, string>>;
  makeBucket(): Promise<Bucket>;
}

export function useMinio(): () => UsedMinio {
  let used: UsedMinio | undefined;
  beforeAll(async () => {
    const server = await startMinio();
    const credentials = { accessKeyId: server.accessKey, secretAccessKey: server.secretKey };
    const client = new S3({ endpoint: server.url, region: server.region, forcePathStyle: true, credentials });
    used = {
      server,
      client,
      settings: { endpoint: server.url, region: server.region, credentials: () => Promise.resolve(credentials) },
      env: {
        AWS_ACCESS_KEY_ID: server.accessKey,
        AWS_SECRET_ACCESS_KEY: server.secretKey,
        AWS_REGION: server.region,
      },
      async makeBucket() {
        const name = `bucket-${randomBytes(6).toString('hex')}`;
        await client.createBucket({ Bucket: name });
        return bucketOf(client, name);
      },
    };
  });
  afterAll(async () => {
    used?.client.destroy();
    await used?.server.stop();
  });
  return () => {
    if (used === undefined) throw new Error('MinIO is not started yet');
    return used;
  };
}

function bucketOf(client: S3, name: string): Bucket {
  return {
    name,
    target: `s3://${name}/bronze`,
    async put(key, body) {
      await client.putObject({ Bucket: name, Key: key, Body: body });
    },
    async get(key) {
      const found = await client.getObject({ Bucket: name, Key: key });
      return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
    },
    async keys() {
      const { Contents = [] } = await client.listObjectsV2({ Bucket: name });
      return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    },
    async parts(key) {
      const { Uploads = [] } = await client.listMultipartUploads({ Bucket: name, Prefix: key });
      let [parts, bytes] = [0, 0];
      for (const { UploadId } of Uploads) {
        const { Parts = [] } = await client.listParts({ Bucket: name, Key: key, UploadId });
        parts += Parts.length;
        bytes += Parts.reduce((sum, part) => sum + (part.Size ?? 0), 0);
      }
      return { uploads: Uploads.length, parts, bytes };
    },
  };
}

/** Every publish that a reader who follows manifests sees: complete by its own manifest, byte by byte. */
export async function wholeObjects(bucket: Bucket): Promise<{ path: string; manifest: Manifest }[]> {
  const keys = await bucket.keys();
  const found: { path: string; manifest: Manifest }[] = [];
  for (const key of keys.filter((each) => each.endsWith('/_manifest.json'))) {
    const path = key.slice(0, -'/_manifest.json'.length);
    const manifest = manifestSchema.parse(JSON.parse((await bucket.get(key)).toString()));
    for (const file of manifest.files) {
      const bytes = await bucket.get(`${path}/${file.path}`);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (sha256 !== file.sha256 || bytes.length !== file.bytes) {
        throw new Error(`${path}/${file.path} is not what its manifest says`);
      }
    }
    found.push({ path, manifest });
  }
  return found;
}

/** The one publish a reader sees. */
export async function onlyPublish(bucket: Bucket): Promise<{ path: string; manifest: Manifest }> {
  const [first, ...more] = await wholeObjects(bucket);
  if (first === undefined || more.length > 0)
    throw new Error(`${more.length + Number(first !== undefined)} publishes, not one`);
  return first;
}
