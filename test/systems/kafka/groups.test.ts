import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Admin } from '@platformatic/kafka';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';
import { consume } from './use-consumer.ts';
import { numbered, send } from './send.ts';

const missing = missingKafka();

describe.skipIf(missing !== null)(`positions and groups${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  it('begin where the store says, whatever the broker has committed', async () => {
    await broker.createTopic('store', 2);
    await send(broker, 'store', numbered(200, 2));
    {
      await using first = await consume(broker, { topic: 'store', group: 'store' });
      await first.takeAll(200);
      await first.consumer.commit(
        new Map([
          [0, 100n],
          [1, 40n],
        ]),
      );
    }
    const startAt = (partition: number, committed: bigint | undefined) =>
      Promise.resolve(partition === 0 ? 90n : committed);
    await using second = await consume(broker, { topic: 'store', group: 'store', startAt });
    const messages = await second.takeAll(70);
    const offsets = (partition: number) =>
      messages.filter((each) => each.partition === partition).map(({ offset }) => offset);
    expect([offsets(0)[0], offsets(0).length, offsets(1)[0], offsets(1).length]).toEqual([90n, 10, 40n, 60]);
    expect(await second.consumer.take(1, 500)).toEqual([]);
  });

  it('begin at the latest, and there again after a stop before anything was committed', async () => {
    await broker.createTopic('latest', 1);
    await send(broker, 'latest', numbered(10, 1));
    {
      await using first = await consume(broker, { topic: 'latest', group: 'latest', from: 'latest' });
      await first.reached(() => first.states.some(({ state }) => state === 'consuming'), 'consuming');
      expect(await first.consumer.take(1, 200)).toEqual([]);
    }
    await send(broker, 'latest', numbered(5, 1));
    await using second = await consume(broker, { topic: 'latest', group: 'latest', from: 'latest' });
    expect((await second.takeAll(5)).map(({ offset }) => offset)).toEqual([10n, 11n, 12n, 13n, 14n]);
  });

  it('tell how far behind what was taken is', async () => {
    await broker.createTopic('lag', 2);
    await send(broker, 'lag', numbered(100, 2));
    await using watched = await consume(broker, { topic: 'lag', group: 'lag' });
    const taken = await watched.takeAll(30);
    const lag = await watched.consumer.lag();
    const left = (partition: number) => 50n - BigInt(taken.filter((each) => each.partition === partition).length);
    expect(lag).toEqual(
      new Map([
        [0, left(0)],
        [1, left(1)],
      ]),
    );
  });

  it('share partitions with a second member, which begins only when the first has put its messages away', async () => {
    await broker.createTopic('share', 4);
    await send(broker, 'share', numbered(400, 4));
    const taken = new Map<number, bigint>();
    const order: string[] = [];
    const first = await consume(broker, {
      topic: 'share',
      group: 'share',
      onRevoke: async () => {
        order.push('revoke begins');
        await first.consumer.commit(taken);
        order.push('revoke ends');
      },
      onAssign: (partitions) => order.push(`first has ${partitions.length}`),
    });
    for (const { partition, offset } of await first.takeAll(120)) taken.set(partition, offset + 1n);
    const second = await consume(broker, {
      topic: 'share',
      group: 'share',
      onAssign: (partitions) => order.push(`second has ${partitions.length}`),
    });
    await second.reached(() => second.held.size === 2 && first.held.size === 2, 'two partitions each');
    expect(order.slice(0, 3)).toEqual(['first has 4', 'revoke begins', 'revoke ends']);
    expect(order.slice(3).sort()).toEqual(['first has 2', 'second has 2']);

    const [a, b] = await Promise.all([takeUntilQuiet(first.consumer), takeUntilQuiet(second.consumer)]);
    const rest = [...a, ...b].map(({ partition, offset }) => `${partition}:${String(offset)}`);
    expect(new Set(rest).size).toBe(rest.length);
    expect(rest.length).toBe(280);

    await second.consumer.close();
    await first.reached(() => first.held.size === 4, 'all four again');
    await first.consumer.close();
  });

  it('read partitions a topic is given later', async () => {
    await broker.createTopic('grown', 1);
    await using watched = await consume(broker, { topic: 'grown', group: 'grown' });
    await watched.reached(() => watched.held.size === 1, 'one partition');
    const admin = new Admin({ clientId: 'test', bootstrapBrokers: [...broker.internalServers] });
    await admin.createPartitions({
      topics: [{ name: 'grown', count: 3, assignments: [{ brokerIds: [1] }, { brokerIds: [1] }] }],
      validateOnly: false,
    });
    await admin.close();
    await watched.reached(() => watched.held.size === 3, 'three partitions');
    await send(broker, 'grown', numbered(9, 3));
    expect(new Set((await watched.takeAll(9)).map(({ partition }) => partition))).toEqual(new Set([0, 1, 2]));
  });

  it('say which messages the broker deleted before they were read', async () => {
    await broker.createTopic('expired', 1);
    await send(broker, 'expired', numbered(100, 1));
    const admin = new Admin({ clientId: 'test', bootstrapBrokers: [...broker.internalServers] });
    await admin.deleteRecords({ topics: [{ name: 'expired', partitions: [{ partition: 0, offset: 60n }] }] });
    await admin.close();
    await using watched = await consume(broker, {
      topic: 'expired',
      group: 'expired',
      startAt: () => Promise.resolve(10n),
    });
    expect((await watched.takeAll(40))[0]?.offset).toBe(60n);
    expect(watched.expired).toEqual([{ partition: 0, from: 10n, to: 60n }]);
  });

  it('refuse a position beyond the end of the topic', async () => {
    await broker.createTopic('short', 1);
    await using watched = await consume(broker, { topic: 'short', group: 'short', startAt: () => Promise.resolve(7n) });
    await expect(watched.consumer.take(1, 30_000)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });
});

async function takeUntilQuiet(consumer: Awaited<ReturnType<typeof consume>>['consumer']) {
  const messages: { partition: number; offset: bigint }[] = [];
  for (;;) {
    const more = await consumer.take(50, 3_000);
    if (more.length === 0) return messages;
    messages.push(...more);
  }
}
