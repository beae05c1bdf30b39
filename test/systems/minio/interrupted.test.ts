/** Promise 2, in an object store: whatever ends a publish, a reader sees all of it or nothing, and what was sent is not lost. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { passAll } from '../../support/open-desk.ts';
import { writeLargeCsv } from './large-load.ts';
import { narrowLine } from './narrow-line.ts';
import { startCommand, until, type RunningCommand } from './start-command.ts';
import { describeWithMinio, onlyPublish, suffix, useMinio, wholeObjects, type Bucket } from './use-minio.ts';

const mebibyte = 1024 * 1024;

describeWithMinio(`a publish to an object store that is interrupted${suffix}`, () => {
  const minio = useMinio();
  const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-s3-'));
  const source = join(folder, 'large.csv');

  beforeAll(() => writeLargeCsv(source, 64));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const dataOf = async (bucket: Bucket): Promise<string[]> =>
    (await bucket.keys()).filter((key) => !key.includes('/.'));

  /** The key that is being sent, from the claim that says where to. */
  async function sending(bucket: Bucket): Promise<string | undefined> {
    const claim = (await bucket.keys()).find((key) => key.includes('/.bronze-desk-staging/'));
    if (claim === undefined) return undefined;
    const day = new Date().toISOString().slice(0, 10);
    return `bronze/${claim.split('/').at(-1) ?? ''}/ingest_date=${day}/part-0.parquet`;
  }

  async function partsOf(bucket: Bucket): ReturnType<Bucket['parts']> {
    const key = await sending(bucket);
    return key === undefined ? { uploads: 0, parts: 0, bytes: 0 } : bucket.parts(key);
  }

  test('killed in the middle, it is gone on with: no part that arrived is sent again', async () => {
    const bucket = await minio().makeBucket();
    await using line = await narrowLine(minio().server.url);
    const workspace = join(folder, 'killed');
    const common = ['--workspace', workspace, '--actor', 'Test', '--json'];
    const target = ['--target', bucket.target, '--s3-endpoint', line.url];
    const { env } = minio();
    const loaded = await startCommand(['load', source, ...common], env).ended;
    expect(loaded.exitCode, loaded.stderr).toBe(0);
    const checked = await startCommand(['check', '--load', 'latest', ...common], env).ended;
    expect(checked.exitCode, checked.stderr).toBe(0);

    line.allow(50 * mebibyte);
    const first = startCommand(['publish', '--load', 'latest', ...target, ...common], env);
    await until('two parts with the server', async () => first.isOver() || (await partsOf(bucket)).parts >= 2);
    first.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    // What the dead process had written and the line still holds would be counted as sent by the next one.
    line.cut();
    expect(await dataOf(bucket)).toEqual([]);
    const held = await partsOf(bucket);
    expect(held.uploads).toBe(1);

    line.allow(Number.POSITIVE_INFINITY);
    const second = await startCommand(['publish', '--load', 'latest', ...target, ...common], env).ended;
    expect(second.exitCode, second.stderr).toBe(0);
    const { manifest } = await onlyPublish(bucket);
    const total = manifest.counts.bytes;
    // Requests have heads, too: half a mebibyte is more than all of them.
    expect(line.sent).toBeLessThan(total - held.bytes + mebibyte / 2);
    expect(line.sent).toBeGreaterThan(total - held.bytes);
    expect((await partsOf(bucket)).uploads).toBe(0);
    expect(readdirSync(join(workspace, 'staging'))).toEqual(['spill']);
    const verified = await startCommand(['audit', 'verify', ...common], env).ended;
    expect(verified.exitCode, verified.stdout).toBe(0);
  });

  test('killed at any moment, a reader sees all of it or nothing, and the next publish makes it whole', async () => {
    const workspace = join(folder, 'moments');
    const common = ['--workspace', workspace, '--actor', 'Test', '--json'];
    const { env, server } = minio();
    await startCommand(['load', source, ...common], env).ended;
    await startCommand(['check', '--load', 'latest', ...common], env).ended;
    for (const share of [0.01, 0.4, 0.9, 1.001]) {
      const bucket = await minio().makeBucket();
      await using line = await narrowLine(server.url);
      const publish = (): RunningCommand =>
        startCommand(
          ['publish', '--load', 'latest', '--target', bucket.target, '--s3-endpoint', line.url, ...common],
          env,
        );
      line.allow(share * 64 * 1.35 * mebibyte);
      const first = publish();
      // Or it was through before: then there is one publish, whole.
      await until('the line to be full', () => first.isOver() || line.sent >= share * 64 * 0.95 * mebibyte);
      first.kill('SIGKILL');
      await first.ended;
      const seen = await wholeObjects(bucket);
      expect(seen.length).toBeLessThanOrEqual(1);
      line.allow(Number.POSITIVE_INFINITY);
      const second = await publish().ended;
      expect(second.exitCode, second.stderr).toBe(0);
      const whole = await onlyPublish(bucket);
      expect(second.stdout).toContain(whole.path);
      expect((await bucket.keys()).filter((key) => key.includes('/.'))).toEqual([]);
    }
  });

  test('killed between the last file and the manifest, nothing is sent again but what was missing', async () => {
    const workspace = join(folder, 'last-moment');
    const common = ['--workspace', workspace, '--actor', 'Test', '--json'];
    const { env, server } = minio();
    await startCommand(['load', source, ...common], env).ended;
    await startCommand(['check', '--load', 'latest', ...common], env).ended;
    await using line = await narrowLine(server.url);
    const publish = (bucket: Bucket): RunningCommand =>
      startCommand(
        ['publish', '--load', 'latest', '--target', bucket.target, '--s3-endpoint', line.url, ...common],
        env,
      );
    const undisturbed = await publish(await minio().makeBucket()).ended;
    expect(undisturbed.exitCode, undisturbed.stderr).toBe(0);
    const bucket = await minio().makeBucket();
    // The manifest and the two small requests around it are more than 4,500 bytes.
    line.allow(line.sent - 4_500);
    const first = publish(bucket);
    await until('the file to be there', async () => first.isOver() || (await dataOf(bucket)).length > 0);
    first.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    expect(await wholeObjects(bucket)).toEqual([]);
    line.allow(Number.POSITIVE_INFINITY);
    const second = await publish(bucket).ended;
    expect(second.exitCode, second.stderr).toBe(0);
    expect(line.sent).toBeLessThan(mebibyte / 8);
    await onlyPublish(bucket);
  });

  test('cancelled, it leaves nothing, and can be done again', async () => {
    const bucket = await minio().makeBucket();
    const lasting = await LastingDesk.open({ objectStore: minio().settings });
    const desk = lasting.now;
    desk.offered.offer(bucket.target);
    desk.offered.offer(source);
    const { load } = await desk.load({ paths: [source] });
    await desk.check(load.id, passAll);
    const cancel = new AbortController();
    const publishing = desk.publish(
      load.id,
      { target: bucket.target },
      {
        signal: cancel.signal,
        onProgress: ({ phase, done }) => {
          if (phase === 'uploading' && done > 0) cancel.abort();
        },
      },
    );
    await expect(publishing).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await bucket.keys()).toEqual([]);
    const { Uploads = [] } = await minio().client.listMultipartUploads({ Bucket: bucket.name });
    expect(Uploads).toEqual([]);
    expect(readdirSync(join(desk.workspace, 'staging'))).toEqual(['spill']);
    const { unchanged } = await desk.publish(load.id, { target: bucket.target });
    expect(unchanged).toBe(false);
    await onlyPublish(bucket);
  });

  test('the server goes away: that is said, what arrived is kept, and it is gone on with when it is back', async () => {
    const bucket = await minio().makeBucket();
    const lasting = await LastingDesk.open({ objectStore: minio().settings });
    let desk = lasting.now;
    desk.offered.offer(bucket.target);
    desk.offered.offer(source);
    const { load } = await desk.load({ paths: [source] });
    await desk.check(load.id, passAll);
    let down: Promise<void> | undefined;
    const publishing = desk.publish(
      load.id,
      { target: bucket.target },
      {
        onProgress: ({ phase, done }) => {
          if (phase === 'uploading' && done > 0) down ??= minio().server.kill();
        },
      },
    );
    const said: unknown = await publishing.catch((error: unknown) => error);
    await down;
    await minio().server.restart();
    expect(said).toMatchObject({ code: 'TARGET_NOT_WRITABLE' });
    expect(String(said)).toMatch(/cannot be reached.*publish again to go on from there/s);
    expect(await dataOf(bucket)).toEqual([]);
    // A new start of the program knows of it as well, and leaves the network alone.
    desk = await lasting.reopen();
    desk.offered.offer(bucket.target);
    const uploaded: number[] = [];
    const { unchanged } = await desk.publish(
      load.id,
      { target: bucket.target },
      {
        onProgress: ({ phase, done }) => {
          if (phase === 'uploading') uploaded.push(done);
        },
      },
    );
    expect(unchanged).toBe(false);
    const { manifest } = await onlyPublish(bucket);
    expect(uploaded.at(-1)).toBe(manifest.counts.bytes);
  });

  test('what cannot be gone on with is cleared away by the next publish to that place', async () => {
    const bucket = await minio().makeBucket();
    await using line = await narrowLine(minio().server.url);
    const workspace = join(folder, 'orphaned');
    const common = ['--workspace', workspace, '--actor', 'Test', '--json'];
    const publish = ['publish', '--load', 'latest', '--target', bucket.target, '--s3-endpoint', line.url, ...common];
    const { env } = minio();
    await startCommand(['load', source, ...common], env).ended;
    await startCommand(['check', '--load', 'latest', ...common], env).ended;
    line.allow(50 * mebibyte);
    const first = startCommand(publish, env);
    await until('a part with the server', async () => first.isOver() || (await partsOf(bucket)).parts >= 1);
    first.kill('SIGKILL');
    await first.ended;
    const key = await sending(bucket);
    // Another way to publish the same load makes the one that was cut short out of date.
    line.allow(Number.POSITIVE_INFINITY);
    const second = await startCommand([...publish, '--compression', 'zstd'], env).ended;
    expect(second.exitCode, second.stderr).toBe(0);
    expect(await bucket.parts(key!)).toEqual({ uploads: 0, parts: 0, bytes: 0 });
    await onlyPublish(bucket);
    expect((await bucket.keys()).filter((each) => each.includes('/.'))).toEqual([]);
  });

  test('nothing of it is to be seen before the manifest is there', async () => {
    const bucket = await minio().makeBucket();
    const lasting = await LastingDesk.open({ objectStore: minio().settings });
    const desk = lasting.now;
    desk.offered.offer(bucket.target);
    desk.offered.offer(source);
    const { load } = await desk.load({ paths: [source] });
    await desk.check(load.id, passAll);
    const seen: Promise<string[]>[] = [];
    await desk.publish(
      load.id,
      { target: bucket.target },
      {
        onProgress: ({ phase }) => {
          if (phase === 'uploading') seen.push(dataOf(bucket));
        },
      },
    );
    const during = (await Promise.all(seen)).slice(0, -1);
    expect(during.length).toBeGreaterThan(3);
    for (const keys of during) expect(keys.filter((key) => key.endsWith('_manifest.json'))).toEqual([]);
    await onlyPublish(bucket);
  });
});
