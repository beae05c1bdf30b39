import { expect, it } from 'vitest';
import type { KafkaMessage } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { MessageBuffer } from '../../../electron/engine/stream/kafka/message-buffer.ts';

const messages = (partition: number, from: number, count: number, bytes = 10): KafkaMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    partition,
    offset: BigInt(from + index),
    timestamp: 0n,
    key: null,
    value: Buffer.alloc(bytes),
    headers: [],
  }));

it('gives back what was put, in order, across chunks and in any portions', () => {
  const buffer = new MessageBuffer(1 << 20);
  buffer.put(0, messages(0, 0, 5));
  buffer.put(1, messages(1, 7, 2));
  buffer.put(0, messages(0, 5, 3));
  const taken = [buffer.take(4), buffer.take(4), buffer.take(100)].flat();
  expect(taken.filter(({ partition }) => partition === 0).map(({ offset }) => offset)).toEqual(
    Array.from({ length: 8 }, (_, index) => BigInt(index)),
  );
  expect(taken).toHaveLength(10);
  expect(buffer.take(1)).toEqual([]);
  expect(buffer.bytes).toBe(0);
});

it('is full at its capacity, and stays so until a whole chunk is taken', () => {
  const buffer = new MessageBuffer(4_000);
  buffer.put(0, messages(0, 0, 4, 1_000));
  expect(buffer.full).toBe(true);
  buffer.take(3);
  expect(buffer.full).toBe(true);
  buffer.take(1);
  expect(buffer.full).toBe(false);
});

it('knows the first offset of a partition that is still to be taken', () => {
  const buffer = new MessageBuffer(1 << 20);
  buffer.put(2, messages(2, 40, 3));
  buffer.take(2);
  expect([buffer.firstOffset(2), buffer.firstOffset(0)]).toEqual([42n, undefined]);
  buffer.clear();
  expect([buffer.firstOffset(2), buffer.bytes]).toEqual([undefined, 0]);
});
