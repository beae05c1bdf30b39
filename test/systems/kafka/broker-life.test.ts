import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbered, send } from './send.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';
import { consume, type WatchedConsumer } from './use-consumer.ts';

const missing = missingKafka();

describe.skipIf(missing !== null)(
  `a broker that comes and goes${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let broker: KafkaBroker;
    beforeAll(async () => {
      broker = await startKafka();
    });
    afterAll(() => broker.stop());

    const last = (watched: WatchedConsumer) => watched.states.at(-1)?.state;

    it('goes on by itself where it was when the broker is killed and started again', async () => {
      await broker.createTopic('life', 2);
      await send(broker, 'life', numbered(1_000, 2));
      const next = new Map<number, bigint>();
      await using watched = await consume(broker, {
        topic: 'life',
        group: 'life',
        startAt: (partition, committed) => Promise.resolve(next.get(partition) ?? committed),
      });
      const before = await watched.takeAll(400);
      for (const { partition, offset } of before) next.set(partition, offset + 1n);
      await broker.kill();
      await watched.reached(() => last(watched) === 'broker unreachable', 'broker unreachable');
      expect(watched.states.at(-1)?.why).toContain(broker.bootstrapServers[0]);
      expect(watched.revoked).toEqual([[0, 1]]);
      await expect(watched.consumer.commit(next)).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });

      await broker.restart();
      await send(broker, 'life', numbered(100, 2, 1_000));
      const after = await watched.takeAll(700);
      const values = [...before, ...after].map(({ value }) => Number(value)).sort((a, b) => a - b);
      expect(values).toEqual(Array.from({ length: 1_100 }, (_, index) => index));
      expect(await watched.consumer.take(1, 500)).toEqual([]);
      for (const { partition, offset } of after) next.set(partition, offset + 1n);
      await watched.consumer.commit(next);
    });

    it('waits for a broker that is not there yet, and stops while it waits', async () => {
      await broker.createTopic('later', 1);
      await send(broker, 'later', numbered(5, 1));
      await broker.kill();
      const waiting = await consume(broker, { topic: 'later', group: 'later' });
      const stopped = await consume(broker, { topic: 'later', group: 'stopped' });
      for (const watched of [waiting, stopped]) {
        await watched.reached(() => last(watched) === 'broker unreachable', 'broker unreachable');
      }
      await stopped.consumer.close();
      await broker.restart();
      expect(await waiting.takeAll(5)).toHaveLength(5);
      expect(last(waiting)).toBe('consuming');
      await waiting.consumer.close();
    });

    it('says so when the topic is made again under its feet', async () => {
      await broker.createTopic('again', 1);
      await send(broker, 'again', numbered(5, 1));
      await using watched = await consume(broker, { topic: 'again', group: 'again' });
      await watched.takeAll(5);
      await broker.deleteTopic('again');
      await broker.createTopic('again', 1);
      await expect(watched.consumer.take(1, 60_000)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
    });
  },
);
