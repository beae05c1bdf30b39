import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ObjectStoreSettings } from '../../../electron/engine/object-store/settings.ts';
import { actor, openDesk, type Desk } from '../../support/open-desk.ts';
import { columnsOf, query, quoted } from '../../support/parquet.ts';
import { narrowLine } from './narrow-line.ts';
import { describeWithMinio, suffix, useMinio, type Bucket } from './use-minio.ts';

const sample = readFileSync(new URL('../../fixtures/sample/transcriptions.csv', import.meta.url));

describeWithMinio(`sources in an object store${suffix}`, () => {
  const minio = useMinio();

  async function bucketAndDesk(more: ObjectStoreSettings = {}): Promise<{ bucket: Bucket; desk: Desk; url: string }> {
    const bucket = await minio().makeBucket();
    const desk = await openDesk({ objectStore: { ...minio().settings, ...more } });
    const url = `s3://${bucket.name}`;
    desk.offered.offer(`${url}/incoming`);
    return { bucket, desk, url };
  }

  test('an object is loaded as the same file would be, and is called by its address', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/of today/transcriptions.csv', sample);
    const source = `${url}/incoming/of today/transcriptions.csv`;
    const phases = new Set<string>();
    const fetched = await desk.load({ paths: [source] }, { onProgress: ({ phase }) => void phases.add(phase) });
    const { load: local } = await desk.engine.call('load.start', {
      source: { paths: [desk.write('transcriptions.csv', sample)] },
      actor,
      again: true,
    });
    expect(phases.has('fetching')).toBe(true);
    expect(fetched.load).toMatchObject({
      source,
      sha256: local.sha256,
      records: local.records,
      rejects: local.rejects,
    });
    expect(fetched.receipt).toMatchObject({ balanced: true });
    await desk.check(fetched.load.id);
    const { publish } = await desk.publish(fetched.load.id, { partition_by: [] });
    const path = join(publish.path, 'part-0.parquet');
    expect((await columnsOf(path)).map(({ name }) => name)).toContain('_source_file');
    const files = await query(`SELECT DISTINCT _source_file AS file FROM read_parquet(${quoted(path)})`);
    expect(files).toEqual([{ file: source }]);
  });

  test('its lines cannot be seen later, and that is said; a reject keeps its own', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/some.csv', 'id,name\n1,a\n2\n');
    const { load } = await desk.load({ paths: [`${url}/incoming/some.csv`] });
    const record = await desk.engine.call('record.get', { record_id: `${load.id}:1` });
    expect(JSON.stringify(record)).toContain(
      `The source is not on this machine: it was fetched from ${url}/incoming/some.csv for the load alone.`,
    );
    const { rows } = await desk.engine.call('quarantine.rejects', { load: load.id });
    expect(rows.map(({ raw }) => raw)).toEqual(['2']);
  });

  test('nothing of it stays on this machine but what was loaded', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/some.csv', 'id,name\n1,a\n');
    await desk.engine.call('source.preview', { source: { paths: [`${url}/incoming/some.csv`] } });
    expect(readdirSync(join(desk.workspace, 'staging', 'fetched'))).toHaveLength(1);
    await desk.load({ paths: [`${url}/incoming/some.csv`] });
    expect(readdirSync(join(desk.workspace, 'staging', 'fetched'))).toEqual([]);
  });

  test('a preview fetches once, and the load that follows not again', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/some.csv', 'id;name\n1;a\n');
    const paths = [`${url}/incoming/some.csv`];
    const preview = await desk.engine.call('source.preview', { source: { paths } });
    expect(preview).toMatchObject({ files: [{ path: paths[0], bytes: 12 }], rows: [['1', 'a']] });
    // The object is replaced by one of another content: what is listed is asked for, so the new one is loaded.
    await bucket.put('incoming/some.csv', 'id;name\n2;b\n3;c\n');
    const { load } = await desk.load({ paths });
    expect(load.records).toBe(2);
  });

  test('a prefix is a folder: sources in it are loaded, what is hidden, ours, or no source is not', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/a/one.csv', 'id\n1\n');
    await bucket.put('incoming/a/b/two.csv.gz', gzipSync('id\n2\n'));
    await bucket.put('incoming/a/README.txt', 'not a source');
    await bucket.put('incoming/a/_SUCCESS.csv', 'id\n3\n');
    await bucket.put('incoming/a/.hidden/four.csv', 'id\n4\n');
    await bucket.put('incoming/a/ingest_1/_manifest.json', '{}');
    await bucket.put('incoming/a/ingest_1/part-0.csv', 'id\n5\n');
    await bucket.put('incoming/a/quarantine/ingest_1/part-0.csv', 'id\n6\n');
    await bucket.put('incoming/ab.csv', 'id\n7\n');
    const { load } = await desk.load({ paths: [`${url}/incoming/a`] });
    expect(load.files.map(({ path }) => path)).toEqual([`${url}/incoming/a/b/two.csv.gz`, `${url}/incoming/a/one.csv`]);
  });

  test('a glob matches keys as it would match paths', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    for (const name of ['2026-01.csv', '2026-02.csv', '2027-01.csv', 'deep/2026-03.csv', '[odd].csv']) {
      await bucket.put(`incoming/${name}`, `id\n${name}\n`);
    }
    const named = async (pattern: string): Promise<string[]> => {
      const { files } = await desk.engine.call('source.preview', { source: { paths: [`${url}/incoming/${pattern}`] } });
      return files.map(({ path }) => path.slice(`${url}/incoming/`.length));
    };
    expect(await named('2026-*.csv')).toEqual(['2026-01.csv', '2026-02.csv']);
    expect(await named('202[67]-01.csv')).toEqual(['2026-01.csv', '2027-01.csv']);
    expect(await named('**/2026-0?.csv')).toEqual(['2026-01.csv', '2026-02.csv', 'deep/2026-03.csv']);
    // A key that is called so wins over the pattern it would be.
    expect(await named('[odd].csv')).toEqual(['[odd].csv']);
  });

  test('nothing there, nothing in it, and nobody offered it', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/empty.csv', '');
    await bucket.put('elsewhere/some.csv', 'id\n1\n');
    const refused = (path: string) => expect(desk.load({ paths: [path] })).rejects;
    await refused(`${url}/incoming/none.csv`).toMatchObject({ code: 'SOURCE_MISSING' });
    await refused(`${url}/incoming/*.tsv`).toMatchObject({ code: 'SOURCE_MISSING' });
    await refused(`${url}/incoming/empty.csv`).toMatchObject({ code: 'SOURCE_EMPTY' });
    await refused(`${url}/elsewhere/some.csv`).toMatchObject({ code: 'PATH_NOT_OFFERED' });
    await refused(`${url}/*/some.csv`).toMatchObject({ code: 'PATH_NOT_OFFERED' });
    desk.offered.offer('s3://no-such-bucket');
    await refused('s3://no-such-bucket/some.csv').toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: `There is no bucket no-such-bucket at ${minio().server.url}. Check its name and the endpoint, or have it created. Nothing was loaded.`,
    });
  });

  test('Parquet, and a file that is checked without being loaded', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    const { load } = await desk.loadText('first.csv', 'id,name\n1,a\n2,b\n');
    await desk.check(load.id);
    const { publish } = await desk.publish(load.id, { partition_by: [] });
    await bucket.put('incoming/data.parquet', readFileSync(join(publish.path, 'part-0.parquet')));
    const paths = [`${url}/incoming/data.parquet`];
    const { load: fetched } = await desk.load({ paths });
    expect(fetched).toMatchObject({ format: 'parquet', records: 2 });
    const validation = await desk.engine.call('check.file', { source: { paths } });
    expect(validation.statistics.evaluated_expectations).toBe(3);
  });

  test('a connection that breaks is gone on with where it broke', async () => {
    await using line = await narrowLine(minio().server.url);
    const { bucket, desk, url } = await bucketAndDesk({ endpoint: line.url });
    const text = `id,text\n${Array.from({ length: 400_000 }, (_, id) => `${id},${'x'.repeat(100)}\n`).join('')}`;
    await bucket.put('incoming/large.csv', text);
    let cuts = 0;
    const fetched: number[] = [];
    const { load } = await desk.load(
      { paths: [`${url}/incoming/large.csv`] },
      {
        onProgress: ({ phase, done }) => {
          if (phase !== 'fetching') return;
          fetched.push(done);
          if (done < cuts * 10_000_000 + 1) return;
          cuts += 1;
          line.cut();
        },
      },
    );
    expect(cuts).toBeGreaterThan(3);
    expect(load).toMatchObject({ records: 400_000, bytes: text.length });
    expect(fetched).toEqual([...fetched].sort((one, other) => one - other));
    const { sha256 } = load.files[0]!;
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('a load that is cancelled while it is fetched leaves nothing', async () => {
    const { bucket, desk, url } = await bucketAndDesk();
    await bucket.put('incoming/large.csv', `id\n${'1234567\n'.repeat(2_000_000)}`);
    const cancel = new AbortController();
    const loading = desk.load(
      { paths: [`${url}/incoming/large.csv`] },
      {
        signal: cancel.signal,
        onProgress: ({ phase, done }) => {
          if (phase === 'fetching' && done > 0) cancel.abort();
        },
      },
    );
    await expect(loading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(join(desk.workspace, 'staging', 'fetched'))).toEqual([]);
    expect(await desk.engine.call('load.list', {})).toEqual([]);
  });
});
