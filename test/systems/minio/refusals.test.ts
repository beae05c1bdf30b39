/** What a server refuses, in words with a way on, and without a secret anywhere. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import type { ObjectStoreSettings } from '../../../electron/engine/object-store/settings.ts';
import { openDesk, type Desk } from '../../support/open-desk.ts';
import { assumeRole } from './assume-role.ts';
import { startCommand } from './start-command.ts';
import { describeWithMinio, onlyPublish, suffix, useMinio } from './use-minio.ts';

const wrongSecret = 'wrong-secret-of-nobody';

describeWithMinio(`refused by an object store${suffix}`, () => {
  const minio = useMinio();

  afterEach(() => void vi.useRealTimers());

  async function refusal(settings: ObjectStoreSettings, target: string): Promise<{ error: Error; desk: Desk }> {
    const desk = await openDesk({ objectStore: settings });
    desk.offered.offer(target);
    const { load } = await desk.loadText('some.csv', 'id\n1\n');
    await desk.check(load.id);
    const error: unknown = await desk.publish(load.id, { target }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'TARGET_NOT_WRITABLE' });
    expect(readdirSync(join(desk.workspace, 'staging'))).toEqual(['spill']);
    expect(await desk.engine.call('publish.list', {})).toEqual([]);
    return { error: error as Error, desk };
  }

  test('a bucket that is not there', async () => {
    const { error, desk } = await refusal(minio().settings, 's3://no-such-bucket/bronze');
    // Asked before a long load, too.
    await expect(desk.engine.call('publish.target', { target: 's3://no-such-bucket/bronze' })).rejects.toMatchObject({
      message: error.message,
    });
    expect(error.message).toBe(
      `There is no bucket no-such-bucket at ${minio().server.url}. Check its name and the endpoint, or have it created. Nothing was published.`,
    );
  });

  test('credentials that are not right, which are nowhere to be read afterwards', async () => {
    const { target } = await minio().makeBucket();
    const accessKeyId = minio().server.accessKey;
    const credentials = () => Promise.resolve({ accessKeyId, secretAccessKey: wrongSecret });
    const { error, desk } = await refusal({ ...minio().settings, credentials }, target);
    expect(error.message).toMatch(/does not accept the credentials in use\..* Nothing was published\.$/);
    // Not even what the program knows of the error beyond its words holds a secret or a signature.
    expect(inspect(error, { depth: 20 })).not.toMatch(new RegExp(`${wrongSecret}|${accessKeyId}|Signature=`));
    expect(filesWith(desk.workspace, [wrongSecret, accessKeyId])).toEqual([]);
  });

  test('no credentials at all', async () => {
    const { target } = await minio().makeBucket();
    const home = await mkdtemp(join(tmpdir(), 'bronze-desk-home-'));
    try {
      await writeFile(join(home, 'some.csv'), 'id,transcription,medical_specialty\n1,a,Surgery\n');
      const workspace = join(home, 'workspace');
      const ended = await startCommand(
        [
          'ingest',
          join(home, 'some.csv'),
          '--target',
          target,
          '--s3-endpoint',
          minio().server.url,
          '--workspace',
          workspace,
        ],
        { HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
      ).ended;
      expect(ended.exitCode).toBe(2);
      expect(ended.stderr).toContain('There are no credentials for');
      expect(ended.stderr).toContain('--s3-profile');
    } finally {
      await rm(home, { recursive: true });
    }
  });

  test('a profile of ~/.aws is used, and its secret is nowhere to be read afterwards', async () => {
    const bucket = await minio().makeBucket();
    const { server } = minio();
    const home = await mkdtemp(join(tmpdir(), 'bronze-desk-home-'));
    try {
      const credentials = join(home, 'credentials');
      await writeFile(
        credentials,
        `[bronze]\naws_access_key_id = ${server.accessKey}\naws_secret_access_key = ${server.secretKey}\nregion = ${server.region}\n`,
      );
      await writeFile(join(home, 'some.csv'), 'id,transcription,medical_specialty\n1,a,Surgery\n');
      const workspace = join(home, 'workspace');
      const ended = await startCommand(
        [
          'ingest',
          join(home, 'some.csv'),
          '--target',
          bucket.target,
          '--s3-profile',
          'bronze',
          '--workspace',
          workspace,
          '--json',
        ],
        { AWS_ENDPOINT_URL_S3: server.url, AWS_SHARED_CREDENTIALS_FILE: credentials },
      ).ended;
      expect(ended.exitCode, ended.stderr).toBe(0);
      await onlyPublish(bucket);
      expect(ended.stdout + ended.stderr).not.toContain(server.secretKey);
      expect(filesWith(workspace, [server.secretKey, server.accessKey])).toEqual([]);
      for (const key of await bucket.keys()) expect((await bucket.get(key)).includes(server.secretKey)).toBe(false);
    } finally {
      await rm(home, { recursive: true });
    }
  });

  test('another region than the server’s', async () => {
    const { target } = await minio().makeBucket();
    const { error } = await refusal({ ...minio().settings, region: 'us-west-2' }, target);
    expect(error.message).toMatch(/is in another region than was asked\. Name its region with --s3-region/);
  });

  test('a server that is not there', async () => {
    const { error } = await refusal({ ...minio().settings, endpoint: 'http://127.0.0.1:9' }, 's3://some-bucket/bronze');
    expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\./);
  });

  test('a user who may read and not write', async () => {
    const bucket = await minio().makeBucket();
    const { error } = await refusal(await readOnly(bucket.name), bucket.target);
    expect(error.message).toMatch(/may not do this at .* Ask for permission to list, read, write and delete there/);
  });

  /** Temporary credentials of the server's, whose policy allows listing and reading alone. */
  async function readOnly(bucket: string): Promise<ObjectStoreSettings> {
    const credentials = await assumeRole(minio().server, {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:ListBucket', 's3:GetObject'],
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        },
      ],
    });
    return { ...minio().settings, credentials: () => Promise.resolve(credentials) };
  }

  test('a clock that is two hours fast is no reason not to publish', async () => {
    const bucket = await minio().makeBucket();
    const desk = await openDesk({ objectStore: minio().settings });
    desk.offered.offer(bucket.target);
    const { load } = await desk.loadText('some.csv', 'id\n1\n');
    await desk.check(load.id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 });
    await desk.publish(load.id, { target: bucket.target });
    vi.useRealTimers();
    await onlyPublish(bucket);
    // Nor is one that was put right meanwhile.
    await desk.publish(load.id, { target: bucket.target, compression: 'zstd' });
  });

  test('an address that nobody offered is not asked about', async () => {
    const bucket = await minio().makeBucket();
    const desk = await openDesk({ objectStore: minio().settings });
    desk.offered.offer(`${bucket.target}/ours`);
    for (const target of [bucket.target, `${bucket.target}/ours-not`, `s3://${bucket.name}`]) {
      await expect(desk.engine.call('publish.target', { target })).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
    }
    await expect(
      desk.engine.call('publish.target', { target: `${bucket.target}/ours/../other` }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await desk.engine.call('publish.target', { target: `${bucket.target}/ours/below` });
  });
});

/** The files below a folder that hold any of these texts. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .filter((path) => texts.some((text) => readFileSync(path).includes(text)));
}
