import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { numbered, send } from './send.ts';
import { missingKafka, startKafka, type KafkaBroker } from './start-kafka.ts';
import { consume } from './use-consumer.ts';

const missing = missingKafka();

describe.skipIf(missing !== null)(
  `messages through a real broker${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let broker: KafkaBroker;
    beforeAll(async () => {
      broker = await startKafka();
    });
    afterAll(() => broker.stop());

    it('come in offset order within each partition, each once', async () => {
      await broker.createTopic('order', 3);
      await send(broker, 'order', numbered(30_000, 3));
      await using watched = await consume(broker, { topic: 'order' });
      const messages = await watched.takeAll(30_000);
      for (const partition of [0, 1, 2]) {
        const values = messages.filter((message) => message.partition === partition);
        expect(values.map(({ offset }) => offset)).toEqual(values.map((_, index) => BigInt(index)));
        expect(values.map(({ value }) => Number(value))).toEqual(values.map((_, index) => index * 3 + partition));
      }
    });

    it('keep keys, null and empty values, header order and repeated headers, and time', async () => {
      await broker.createTopic('shape', 1);
      const sent: KafkaOutgoing[] = [
        {
          partition: 0,
          key: Buffer.from([0, 255]),
          value: Buffer.from('{"a":1}'),
          timestamp: 1_700_000_000_123n,
          headers: [
            ['trace', Buffer.from('1')],
            ['source', null],
            ['trace', Buffer.from('é')],
            ['empty', Buffer.alloc(0)],
          ],
        },
        { partition: 0, key: null, value: null, timestamp: 5n, headers: [] },
        { partition: 0, key: Buffer.alloc(0), value: Buffer.alloc(0), timestamp: 6n, headers: [] },
      ];
      await send(broker, 'shape', sent);
      await using watched = await consume(broker, { topic: 'shape' });
      const received = await watched.takeAll(3);
      expect(received).toEqual(sent.map((message, index) => ({ ...message, offset: BigInt(index) })));
    });
  },
);
