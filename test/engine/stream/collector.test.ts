import { describe, expect, it } from 'vitest';
import { Collector, InHand } from '../../../electron/engine/stream/collector.ts';
import type { KafkaMessage } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { message } from './scripted-kafka.ts';

/** Hands out what is waiting; waiting for more takes as long as it was asked to, on a clock of the test's own. */
function feed(waiting: KafkaMessage[]) {
  const clock = { now: 0 };
  const take = (most: number, timeoutMs: number): Promise<KafkaMessage[]> => {
    const taken = waiting.splice(0, most);
    if (taken.length === 0) clock.now += timeoutMs;
    return Promise.resolve(taken);
  };
  return { clock, consumer: { take } };
}

function collect(waiting: KafkaMessage[], batchSize: number, positions = new Map<number, bigint>()) {
  const { clock, consumer } = feed(waiting);
  const inHand = new InHand();
  const limits = { batchSize, batchMs: 1_000 };
  const collector = new Collector(
    consumer,
    limits,
    (partition) => positions.get(partition),
    inHand,
    () => clock.now,
  );
  return { clock, inHand, collector };
}

const offsets = (batch: { messages: readonly KafkaMessage[] } | undefined) =>
  batch?.messages.map(({ offset }) => Number(offset));

describe('the collector', () => {
  it('closes a batch when it is full, and a partial one when its time is up', async () => {
    const { collector, clock } = collect(
      [0, 1, 2, 3, 4].map((offset) => message(0, offset, '{}')),
      3,
    );
    expect(offsets(await collector.next(undefined))).toEqual([0, 1, 2]);
    expect(clock.now).toBe(0);
    expect(offsets(await collector.next(undefined))).toEqual([3, 4]);
    expect(clock.now).toBe(1_000);
    expect(await collector.next(undefined)).toBeUndefined();
  });

  it('hands on further batches only when they are full', async () => {
    const { collector } = collect(
      [0, 1, 2].map((offset) => message(0, offset, '{}')),
      2,
    );
    expect(offsets(await collector.nextAtOnce(undefined))).toEqual([0, 1]);
    expect(await collector.nextAtOnce(undefined)).toBeUndefined();
    expect(collector.begun).toBe(1);
    expect(offsets(collector.handOn())).toEqual([2]);
  });

  it('leaves out what the store has already, and counts it', async () => {
    const { collector } = collect(
      [4, 5, 6].map((offset) => message(0, offset, '{}')),
      10,
      new Map([[0, 6n]]),
    );
    expect(offsets(await collector.next(undefined))).toEqual([6]);
    expect(collector.seenBefore).toBe(2);
  });

  it('drops what was begun of partitions that are given up', async () => {
    const { collector } = collect([message(0, 1, '{}'), message(1, 1, '{}'), message(0, 2, '{}')], 10);
    await collector.nextAtOnce(undefined);
    collector.drop([0]);
    expect(collector.handOn()?.messages.map(({ partition }) => partition)).toEqual([1]);
  });

  it('is not done with a batch until it has been put away', async () => {
    const { collector, inHand } = collect([message(0, 1, '{}')], 1);
    await collector.next(undefined);
    let free = false;
    const waiting = inHand.none().then(() => (free = true));
    await Promise.resolve();
    expect(free).toBe(false);
    inHand.leave(1);
    await waiting;
    expect(free).toBe(true);
  });
});
