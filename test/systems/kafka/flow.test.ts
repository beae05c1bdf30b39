import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { produceMany } from './produce-many.ts';
import { numbered, send } from './send.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';
import { consume } from './use-consumer.ts';

const missing = missingKafka();

describe.skipIf(missing !== null)(
  `back-pressure and compression${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let broker: KafkaBroker;
    beforeAll(async () => {
      broker = await startKafka();
    });
    afterAll(() => broker.stop());

    it('fetches no more than the buffer and one answer for each broker hold while nobody takes', async () => {
      await broker.createTopic('slow', 2);
      await produceMany(broker, 'slow', { count: 200_000, bytes: 1_000 });
      const maxBufferedBytes = 4 << 20;
      await using watched = await consume(broker, { topic: 'slow', group: 'slow', maxBufferedBytes });
      await watched.takeAll(1_000);
      const before = memory();
      let most = 0;
      for (let round = 0; round < 20; round += 1) {
        // A taker that is slow: whatever could be fetched meanwhile would be.
        expect(await watched.consumer.take(10, 1_000)).not.toHaveLength(0);
        await watched.consumer.lag();
        most = Math.max(most, memory());
      }
      // 200 MB wait at the broker; the buffer holds 4 MB, an answer 1 MB, each also as the bytes that came.
      expect(most - before).toBeLessThan(40 << 20);
      const rest = await watched.takeAll(200_000 - 1_200);
      expect(rest.every(({ value }) => value?.length === 1_000)).toBe(true);
    });

    it('gives nothing while it is paused, counts it as waiting, and keeps its partitions', async () => {
      await broker.createTopic('pause', 1);
      await using watched = await consume(broker, { topic: 'pause', group: 'pause' });
      await watched.reached(() => watched.states.at(-1)?.state === 'consuming', 'consuming');
      watched.consumer.pause();
      await send(broker, 'pause', numbered(3, 1));
      // A fetch that was under way when it was paused may still bring what came.
      expect(await watched.consumer.take(3, 2_000)).toEqual([]);
      expect(await watched.consumer.lag()).toEqual(new Map([[0, 3n]]));
      expect(watched.states.at(-1)?.state).toBe('paused');
      watched.consumer.resume();
      expect(await watched.takeAll(3)).toHaveLength(3);
      expect(watched.revoked).toEqual([]);
    });

    const readsZstd = 'zstdDecompressSync' in (process.getBuiltinModule('node:zlib') as object);

    it.each(['gzip', 'snappy', 'lz4'] as const)('reads what a Java producer compressed with %s', async (codec) => {
      await expectAll(codec);
    });

    it.runIf(readsZstd)(
      `reads what a Java producer compressed with zstd${readsZstd ? '' : ' (skipped: this Node does not read zstd)'}`,
      () => expectAll('zstd'),
    );

    it.skipIf(readsZstd)(
      `says which Node reads zstd, and leaves nothing out${readsZstd ? ' (skipped: this Node reads it)' : ''}`,
      async () => {
        await broker.createTopic('zstd', 1);
        await produceMany(broker, 'zstd', { count: 100, codec: 'zstd' });
        await using watched = await consume(broker, { topic: 'zstd', group: 'zstd' });
        await expect(watched.consumer.take(1, 30_000)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
      },
    );

    async function expectAll(codec: string) {
      await broker.createTopic(codec, 1);
      await produceMany(broker, codec, { count: 5_000, codec });
      await using watched = await consume(broker, { topic: codec, group: codec });
      const values = (await watched.takeAll(5_000)).map(({ value }) => Number(value));
      expect(values).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
    }
  },
);

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
