import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { actor, openDesk, type Desk } from '../../support/open-desk.ts';
import { byRecord, query, quoted, textRows } from '../../support/parquet.ts';
import { describeWithMinio, onlyPublish, suffix, useMinio, wholeObjects, type Bucket } from './use-minio.ts';

const sample = new URL('../../fixtures/sample/transcriptions.csv', import.meta.url);

describeWithMinio(`publishing to an object store${suffix}`, () => {
  const minio = useMinio();

  afterEach(() => void vi.useRealTimers());

  async function checkedSample(): Promise<{ desk: Desk; bucket: Bucket; load: string }> {
    const bucket = await minio().makeBucket();
    const desk = await openDesk({ objectStore: minio().settings });
    desk.offered.offer(bucket.target);
    const { load } = await desk.loadText('transcriptions.csv', readFileSync(sample));
    await desk.check(load.id);
    return { desk, bucket, load: load.id };
  }

  const keyOf = (path: string, bucket: Bucket): string => path.slice(`s3://${bucket.name}/`.length);

  test('the files are, byte for byte, those of a publish to a folder at the same moment', async () => {
    const { desk, bucket, load } = await checkedSample();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const inFolder = await desk.publish(load, { with_quarantine: true });
    const inStore = await desk.publish(load, { with_quarantine: true, target: bucket.target });
    expect(inStore.publish.rows).toBe(inFolder.publish.rows);
    const { path, manifest } = await onlyPublish(bucket);
    expect(`s3://${bucket.name}/${path}`).toBe(inStore.publish.path);
    expect(manifest.files.length).toBeGreaterThan(0);
    for (const file of manifest.files) {
      const local = readFileSync(join(inFolder.publish.path, file.path));
      expect((await bucket.get(`${path}/${file.path}`)).equals(local)).toBe(true);
    }
    // Beside them lies the manifest and nothing else: the claim is gone.
    const keys = await bucket.keys();
    expect(keys.filter((key) => !key.endsWith('.parquet'))).toEqual([`${path}/_manifest.json`]);
  });

  test('DuckDB reads it back with the partitions’ values, odd ones too', async () => {
    const bucket = await minio().makeBucket();
    const desk = await openDesk({ objectStore: minio().settings });
    desk.offered.offer(bucket.target);
    const values = ['a/b', 'a=b', 'ä ö', '', '__HIVE_DEFAULT_PARTITION__', 'a%2Fb'];
    const { load } = await desk.loadText(
      'odd.csv',
      `id,p\n${values.map((value, index) => `${index},"${value}"`).join('\n')}\n`,
    );
    await desk.check(load.id);
    const { publish } = await desk.publish(load.id, { target: bucket.target, partition_by: ['p'] });
    const folder = await mkdtemp(join(tmpdir(), 'bronze-desk-s3-'));
    try {
      const rows: (string | null)[][] = [];
      const key = keyOf(publish.path, bucket);
      const { manifest } = await onlyPublish(bucket);
      for (const [index, file] of manifest.files.entries()) {
        const local = join(folder, `${index}.parquet`);
        await writeFile(local, await bucket.get(`${key}/${file.path}`));
        const value = decodeURIComponent(file.path.split('/')[0]!.slice('p='.length));
        for (const [id] of await textRows(local, ['id'])) rows.push([id!, value]);
      }
      expect(rows.sort()).toEqual(values.map((value, index) => [String(index), value]));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('publishing twice changes nothing', async () => {
    const { desk, bucket, load } = await checkedSample();
    const first = await desk.publish(load, { target: bucket.target });
    const before = await bucket.keys();
    const again = await desk.publish(load, { target: `${bucket.target}/` });
    expect(again).toMatchObject({ unchanged: true, publish: first.publish });
    expect(await bucket.keys()).toEqual(before);
  });

  test('a file that is gone is noticed, and written anew', async () => {
    const { desk, bucket, load } = await checkedSample();
    const first = await desk.publish(load, { target: bucket.target });
    const [file] = (await bucket.keys()).filter((key) => key.endsWith('.parquet'));
    await minio().client.deleteObject({ Bucket: bucket.name, Key: file! });
    const again = await desk.publish(load, { target: bucket.target });
    expect(again).toMatchObject({ unchanged: false, superseded: first.publish.path });
  });

  test('a change supersedes the publish before it, and both are listed with their manifests', async () => {
    const { desk, bucket, load } = await checkedSample();
    const first = await desk.publish(load, { target: bucket.target });
    const second = await desk.publish(load, { target: bucket.target, compression: 'zstd' });
    expect(second.superseded).toBe(first.publish.path);
    const listed = await desk.engine.call('publish.list', { load });
    expect(listed.map(({ path, endpoint }) => ({ path, endpoint }))).toEqual([
      { path: second.publish.path, endpoint: minio().server.url },
      { path: first.publish.path, endpoint: minio().server.url },
    ]);
    for (const { id, manifest } of listed) {
      const read = await desk.engine.call('publish.manifest', { publish: id });
      expect(read.text).toBe((await bucket.get(keyOf(manifest, bucket))).toString());
    }
    expect(await wholeObjects(bucket)).toHaveLength(2);
  });

  test('a plan says what would be written, writes nothing, and knows what stands', async () => {
    const { desk, bucket, load } = await checkedSample();
    const input = { load, target: bucket.target, actor };
    const before = await desk.engine.call('publish.plan', input);
    expect(before).toMatchObject({ previous: null, unchanged_since: null });
    expect(await bucket.keys()).toEqual([]);
    const { publish } = await desk.publish(load, { target: bucket.target });
    const after = await desk.engine.call('publish.plan', input);
    expect(after).toMatchObject({ rows: publish.rows, unchanged_since: publish.path });
    expect(after.previous?.path).toBe(publish.path);
  });

  test('of two workspaces that publish there in the same second each keeps its own', async () => {
    const one = await checkedSample();
    const other = await openDesk({ objectStore: minio().settings });
    other.offered.offer(one.bucket.target);
    const { load } = await other.loadText('other.csv', 'id\n1\n2\n');
    await other.check(load.id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const [first, second] = await Promise.all([
      one.desk.publish(one.load, { target: one.bucket.target }),
      other.publish(load.id, { target: one.bucket.target }),
    ]);
    expect(first.publish.path).not.toBe(second.publish.path);
    const whole = await wholeObjects(one.bucket);
    expect(whole.map(({ manifest }) => manifest.load.id).sort()).toEqual([one.load, load.id].sort());
  });

  test('the trail is held against manifests in the store, and told apart from those that are away', async () => {
    const { desk, bucket, load } = await checkedSample();
    const { publish } = await desk.publish(load, { target: bucket.target });
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({
      ok: true,
      manifests: { compared: 1, unread: 0 },
    });
    const key = `${keyOf(publish.path, bucket)}/_manifest.json`;
    const text = (await bucket.get(key)).toString();
    await bucket.put(key, text.replace(/"audit_head": *"[0-9a-f]{64}"/, `"audit_head": "${'0'.repeat(64)}"`));
    const verdict = await desk.engine.call('audit.verify', {});
    expect(verdict.ok).toBe(false);
    expect(verdict.first_bad?.why).toContain(`the manifest of ${publish.path}`);
    await minio().client.deleteObject({ Bucket: bucket.name, Key: key });
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({
      ok: true,
      manifests: { compared: 0, unread: 1 },
    });
  });

  test('progress is of bytes, and ends with all of them', async () => {
    const { desk, bucket, load } = await checkedSample();
    const uploading: { done: number; total: number | null }[] = [];
    await desk.publish(
      load,
      { target: bucket.target },
      {
        onProgress: (progress) => {
          if (progress.phase === 'uploading') uploading.push(progress);
        },
      },
    );
    const { manifest } = await onlyPublish(bucket);
    expect(uploading[0]).toMatchObject({ done: 0, total: manifest.counts.bytes, unit: 'bytes' });
    expect(uploading.at(-1)).toMatchObject({ done: manifest.counts.bytes });
  });

  test('what is published holds what was loaded', async () => {
    const { desk, bucket, load } = await checkedSample();
    const inFolder = await desk.publish(load);
    const { publish } = await desk.publish(load, { target: bucket.target });
    const folder = await mkdtemp(join(tmpdir(), 'bronze-desk-s3-'));
    try {
      const [file] = (await bucket.keys()).filter((key) => key.endsWith('.parquet'));
      const local = join(folder, 'fetched.parquet');
      await writeFile(local, await bucket.get(file!));
      const other = join(inFolder.publish.path, '*', '*.parquet');
      const columns = `* EXCLUDE (ingest_timestamp)`;
      const [{ differing }] = (await query<{ differing: string }>(
        `SELECT count(*) AS differing FROM (
          (SELECT ${columns} FROM read_parquet(${quoted(local)}, hive_partitioning = false)
           EXCEPT ALL SELECT ${columns} FROM read_parquet(${quoted(other)}, hive_partitioning = false)))`,
      )) as [{ differing: string }];
      expect(Number(differing)).toBe(0);
      const [{ rows }] = (await query<{ rows: string }>(
        `SELECT count(DISTINCT ${byRecord}) AS rows FROM read_parquet(${quoted(local)})`,
      )) as [{ rows: string }];
      expect(Number(rows)).toBe(publish.rows);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
