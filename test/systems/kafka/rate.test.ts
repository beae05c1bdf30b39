/** How fast small messages come out of a real broker; `BRONZE_DESK_KAFKA_MESSAGES` sets how many (a million for docs/kafka.md). */
import { describe, expect, it } from 'vitest';
import { produceMany } from './produce-many.ts';
import { missingKafka, startKafka } from './start-kafka.ts';
import { consume } from './use-consumer.ts';

const missing = missingKafka();
const count = Number(process.env['BRONZE_DESK_KAFKA_MESSAGES'] ?? 200_000);

describe.skipIf(missing !== null)(`rate${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  it(`takes ${count} messages of 100 bytes, each once`, async () => {
    await using broker = await startKafka();
    await broker.createTopic('rate', 4);
    await produceMany(broker, 'rate', { count, bytes: 100 });
    await using watched = await consume(broker, { topic: 'rate', group: 'rate' });
    const next = new Map<number, bigint>();
    let began = 0;
    let taken = 0;
    let most = 0;
    while (taken < count) {
      const messages = await watched.consumer.take(10_000, 30_000);
      began ||= performance.now();
      taken += messages.length;
      most = Math.max(most, process.memoryUsage().rss);
      for (const { partition, offset } of messages) {
        if (offset !== (next.get(partition) ?? 0n)) throw new Error(`partition ${partition} has a gap or a repeat`);
        next.set(partition, offset + 1n);
      }
    }
    const seconds = (performance.now() - began) / 1_000;
    console.log(`${process.version}: ${Math.round(taken / seconds)} messages/s, resident ${most >> 20} MiB at most`);
    expect(await broker.endOffsets('rate')).toEqual(next);
  });
});
