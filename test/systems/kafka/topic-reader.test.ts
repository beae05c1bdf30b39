import { Admin, Producer } from '@platformatic/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaMessage } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import { numbered, send } from './send.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';

const missing = missingKafka();

describe.skipIf(missing !== null)(`looking into a topic${missing === null ? '' : ` (${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  const look = async (topic: string, from: ReadonlyMap<number, bigint>, to?: ReadonlyMap<number, bigint>) => {
    const connection = { bootstrapServers: broker.bootstrapServers, clientId: 'test' };
    const reader = await platformaticClient.connectReader(connection, topic);
    try {
      const ends = to ?? (await reader.ends([...from.keys()]));
      const messages: KafkaMessage[] = [];
      const expired = await reader.read(from, ends, (message) => {
        messages.push(message);
      });
      return { ends, messages, expired };
    } finally {
      await reader.close();
    }
  };

  const offsets = (messages: readonly KafkaMessage[], partition: number) =>
    messages.filter((message) => message.partition === partition).map(({ offset }) => Number(offset));

  it('hands over the messages between two offsets of each partition, and no others', async () => {
    await broker.createTopic('between', 2);
    await send(broker, 'between', numbered(4_000, 2));
    const { messages, expired } = await look(
      'between',
      new Map([
        [0, 5n],
        [1, 1_990n],
      ]),
      new Map([
        [0, 1_500n],
        [1, 2_000n],
      ]),
    );
    expect(offsets(messages, 0)).toEqual(Array.from({ length: 1_495 }, (_, index) => index + 5));
    expect(offsets(messages, 1)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1_990));
    expect(expired).toEqual(new Map());
  });

  it('says of which partitions the broker has deleted some', async () => {
    await broker.createTopic('deleted', 2);
    await send(broker, 'deleted', numbered(20, 2));
    const admin = new Admin({ clientId: 'test', bootstrapBrokers: [...broker.internalServers] });
    await admin.deleteRecords({ topics: [{ name: 'deleted', partitions: [{ partition: 1, offset: 6n }] }] });
    await admin.close();
    const start = new Map([
      [0, 0n],
      [1, 0n],
    ]);
    const { messages, expired } = await look('deleted', start);
    expect(expired).toEqual(new Map([[1, 6n]]));
    expect(offsets(messages, 0)).toHaveLength(10);
    expect(offsets(messages, 1)).toEqual([6, 7, 8, 9]);
  });

  it('counts what stands behind an open transaction, and waits until that has ended', async () => {
    await broker.createTopic('open', 1);
    const producer = new Producer({
      clientId: 'open',
      bootstrapBrokers: [...broker.internalServers],
      transactionalId: 'open',
      idempotent: true,
    });
    const transaction = await producer.beginTransaction();
    await transaction.send({ messages: [{ topic: 'open', partition: 0, value: Buffer.from('never') }] });
    await send(broker, 'open', numbered(1, 1));
    let seen = false;
    const looking = look('open', new Map([[0, 0n]])).finally(() => (seen = true));
    expect((await look('open', new Map([[0, 2n]]))).ends).toEqual(new Map([[0, 2n]]));
    expect(seen).toBe(false);
    await transaction.abort();
    await producer.close();
    expect(offsets((await looking).messages, 0)).toEqual([1]);
  });

  it('is told when the broker is not there', async () => {
    const connection = { bootstrapServers: ['127.0.0.1:1'], clientId: 'test' };
    const reader = await platformaticClient.connectReader(connection, 'any');
    await expect(reader.ends([0])).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
    await reader.close();
  });
});
