/** A topic straight into an object store: the same promises as into a folder, with a real broker and a real MinIO. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../build/bundle.mjs';
import { SeededRandom } from '../../fixtures/seeded-random.mjs';
import { literally, query } from '../../support/parquet.ts';
import { narrowLine } from '../minio/narrow-line.ts';
import { startCommand, until } from '../minio/start-command.ts';
import { useMinio, wholeObjects, type Bucket } from '../minio/use-minio.ts';
import { missingMinio } from '../minio/start-minio.ts';
import { consumeAll, makePlace, numbered, sendAll, startConsume, type Place } from './consume-run.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';

const missing = missingKafka() ?? missingMinio();

const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

describe.skipIf(missing !== null)(
  `consume into an object store${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    const minio = useMinio();
    let broker: KafkaBroker;
    beforeAll(async () => {
      await bundle();
      broker = await startKafka();
    });
    afterAll(() => broker.stop());

    /** What a reader who follows manifests finds, ascending. */
    async function numbersOf(bucket: Bucket, place: Place): Promise<number[]> {
      const fetched = join(place.workspace, '..', 'fetched');
      mkdirSync(fetched, { recursive: true });
      const files: string[] = [];
      for (const { path, manifest } of await wholeObjects(bucket)) {
        for (const file of manifest.files) {
          const local = join(fetched, `${files.length}.parquet`);
          writeFileSync(local, await bucket.get(`${path}/${file.path}`));
          files.push(local);
        }
      }
      if (files.length === 0) return [];
      const rows = await query<{ number: string }>(
        `SELECT number FROM read_parquet([${files.map(literally).join(', ')}]) ORDER BY number::BIGINT`,
      );
      return rows.map((row) => Number(row.number));
    }

    /** Objects that no manifest names, and what is hidden while it is written. */
    async function leftovers(bucket: Bucket): Promise<string[]> {
      const named = (await wholeObjects(bucket)).flatMap(({ path, manifest }) => [
        `${path}/_manifest.json`,
        ...manifest.files.map((file) => `${path}/${file.path}`),
      ]);
      return (await bucket.keys()).filter((key) => !named.includes(key));
    }

    it('has each message once, and goes on where it was', async () => {
      const bucket = await minio().makeBucket();
      using place = makePlace(bucket.target);
      const { env, server } = minio();
      const servers = broker.bootstrapServers;
      await broker.createTopic('objects', 2);
      await sendAll(servers, 'objects', numbered(0, 400, 2));
      const options = ['--s3-endpoint', server.url];
      const first = await consumeAll(servers, 'objects', place, options, env);
      expect(first).toMatchObject({ messages: 400, published_rows: 400, held_back_batches: 0, target: bucket.target });
      await sendAll(servers, 'objects', numbered(400, 450, 2));
      const second = await consumeAll(servers, 'objects', place, options, env);
      expect(second.messages).toBe(50);
      expect(await numbersOf(bucket, place)).toEqual(upTo(450));
      expect(await leftovers(bucket)).toEqual([]);
      const verified = await startCommand(['audit', 'verify', '--workspace', place.workspace, '--json'], env).ended;
      expect(verified.exitCode, verified.stdout).toBe(0);
    });

    it('has each message once after ten kills', async () => {
      const messages = 3_000;
      const bucket = await minio().makeBucket();
      using place = makePlace(bucket.target);
      const { env, server } = minio();
      const servers = broker.bootstrapServers;
      await using line = await narrowLine(server.url);
      await broker.createTopic('objects-killed', 3);
      await sendAll(servers, 'objects-killed', numbered(0, messages, 3));
      const options = ['--s3-endpoint', line.url, '--quiet'];
      const random = new SeededRandom(20_261_124);
      for (let kill = 0; kill < 10; kill += 1) {
        // Stuck with so much sent, it is killed in the midst of a claim, a file, or a manifest.
        line.allow(3_000 + random.below(40_000));
        const run = startConsume(servers, 'objects-killed', place, options, env);
        const stuckAt = { sent: -1, since: 0 };
        await until('nothing more to be sent', () => {
          if (line.sent === stuckAt.sent && line.sent > 0) return performance.now() - stuckAt.since > 500;
          Object.assign(stuckAt, { sent: line.sent, since: performance.now() });
          return false;
        });
        run.child.kill('SIGKILL');
        expect((await run.ended).code).toBe(null);
        line.cut();
      }
      expect((await numbersOf(bucket, place)).length).toBeLessThan(messages);
      line.allow(Number.POSITIVE_INFINITY);
      await consumeAll(servers, 'objects-killed', place, options, env);
      expect(await numbersOf(bucket, place)).toEqual(upTo(messages));
      expect(await leftovers(bucket)).toEqual([]);
    });

    it('can be stopped while the store is away, says what waits, and brings it at the next start', async () => {
      const bucket = await minio().makeBucket();
      using place = makePlace(bucket.target);
      const { env, server } = minio();
      const servers = broker.bootstrapServers;
      await using line = await narrowLine(server.url);
      await broker.createTopic('objects-stopped', 1);
      const options = ['--s3-endpoint', line.url, '--group', 'stopped'];
      const run = startConsume(servers, 'objects-stopped', place, [...options, '--jsonl'], env);
      await sendAll(servers, 'objects-stopped', numbered(0, 100, 1));
      await run.printed((stdout) => stdout.includes('"messages":100'));
      await line.refuse();
      await sendAll(servers, 'objects-stopped', numbered(100, 200, 1));
      await run.printed((_stdout, stderr) => stderr.includes('bronze unreachable'));
      run.child.kill('SIGINT');
      const { code, stderr } = await run.ended;
      expect(code).not.toBe(0);
      expect(stderr).toContain(`${line.url} cannot be reached (ECONNREFUSED)`);
      // Or the next start would have to wait until the group thinks it dead.
      expect(await broker.membersOf('stopped')).toBe(0);
      expect(await numbersOf(bucket, place)).toEqual(upTo(100));
      await line.reopen();
      const next = await consumeAll(servers, 'objects-stopped', place, options, env);
      expect(next.messages).toBe(0);
      expect(await numbersOf(bucket, place)).toEqual(upTo(200));
      expect(await leftovers(bucket)).toEqual([]);
    });

    it('says that the store does not answer, waits for it, and comes back by itself', async () => {
      const bucket = await minio().makeBucket();
      using place = makePlace(bucket.target);
      const { env, server } = minio();
      const servers = broker.bootstrapServers;
      await using line = await narrowLine(server.url);
      await broker.createTopic('objects-away', 1);
      const run = startConsume(servers, 'objects-away', place, ['--s3-endpoint', line.url, '--jsonl'], env);
      await sendAll(servers, 'objects-away', numbered(0, 100, 1));
      await run.printed((stdout) => stdout.includes('"messages":100'));
      await line.refuse();
      await sendAll(servers, 'objects-away', numbered(100, 300, 1));
      await run.printed((_stdout, stderr) => stderr.includes('bronze unreachable'));
      await line.reopen();
      await run.printed((stdout) => stdout.split('\n').filter((text) => text.includes('"load"')).length >= 3);
      run.child.kill('SIGINT');
      const { code, stderr } = await run.ended;
      expect(code, stderr).toBe(0);
      expect(await numbersOf(bucket, place)).toEqual(upTo(300));
      expect(await leftovers(bucket)).toEqual([]);
    });
  },
);
