import { Producer } from '@platformatic/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';
import { consume } from './use-consumer.ts';

const missing = missingKafka();

describe.skipIf(missing !== null)(`transactions${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  function producer(transactionalId: string) {
    return new Producer({
      clientId: transactionalId,
      bootstrapBrokers: [...broker.internalServers],
      transactionalId,
      idempotent: true,
    });
  }

  const messages = (topic: string, label: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      topic,
      partition: 0,
      value: Buffer.from(`${label} ${index} ${'x'.repeat(1_000)}`),
    }));

  const labels = (values: readonly { value: Buffer | null }[]) =>
    [...new Set(values.map(({ value }) => value?.toString().split(' ')[0]))].sort();

  it('brings what was committed, and nothing of several aborted transactions of one producer', async () => {
    await broker.createTopic('several', 1);
    const sender = producer('several');
    for (const [label, fate] of [
      ['aborted-1', 'abort'],
      ['kept-1', 'commit'],
      ['aborted-2', 'abort'],
      ['aborted-3', 'abort'],
      ['kept-2', 'commit'],
    ] as const) {
      const transaction = await sender.beginTransaction();
      await transaction.send({ messages: messages('several', label, 20) });
      await transaction[fate]();
    }
    await sender.close();
    await using watched = await consume(broker, { topic: 'several', group: 'several' });
    const received = await watched.takeAll(40);
    expect(labels(received)).toEqual(['kept-1', 'kept-2']);
    expect(await watched.consumer.take(1, 1_000)).toEqual([]);
    // The markers were passed: what was taken and the end of the topic are not apart.
    expect(await watched.consumer.lag()).toEqual(new Map([[0, 0n]]));
  });

  it('brings nothing of an aborted transaction whose end lies several fetches on', async () => {
    await broker.createTopic('long', 1);
    const [aborted, kept] = [producer('long-aborted'), producer('long-kept')];
    const bad = await aborted.beginTransaction();
    const good = await kept.beginTransaction();
    for (let round = 0; round < 10; round += 1) {
      await bad.send({ messages: messages('long', 'aborted', 400) });
      await good.send({ messages: messages('long', 'kept', 100) });
    }
    await good.commit();
    await bad.abort();
    await Promise.all([aborted.close(), kept.close()]);
    await using watched = await consume(broker, { topic: 'long', group: 'long' });
    expect(labels(await watched.takeAll(1_000))).toEqual(['kept']);
    expect(await watched.consumer.take(1, 1_000)).toEqual([]);
  });
});
