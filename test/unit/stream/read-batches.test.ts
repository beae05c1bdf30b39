import type { RecordsBatch, fetchV17 } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { readBatches } from '../../../electron/engine/stream/kafka/read-batches.ts';

const transactional = 1 << 4;
const control = 1 << 5;
const appendTime = 1 << 3;

function batch(firstOffset: number, values: readonly string[], more: Partial<RecordsBatch> = {}): RecordsBatch {
  return {
    firstOffset: BigInt(firstOffset),
    length: 0,
    partitionLeaderEpoch: 0,
    magic: 2,
    crc: 0,
    attributes: 0,
    lastOffsetDelta: values.length - 1,
    firstTimestamp: 1_000n,
    maxTimestamp: 9_000n,
    producerId: -1n,
    producerEpoch: 0,
    firstSequence: 0,
    records: values.map((value, index) => ({
      length: 0,
      attributes: 0,
      timestampDelta: BigInt(index),
      offsetDelta: index,
      key: null,
      value: Buffer.from(value),
      headers: [],
    })),
    ...more,
  };
}

/** Kafka's end-of-transaction marker: a version, then 0 for aborted and 1 for committed. */
function marker(offset: number, producerId: bigint, type: 0 | 1): RecordsBatch {
  const record = { length: 0, attributes: 0, timestampDelta: 0n, offsetDelta: 0, value: null, headers: [] };
  const key = Buffer.from([0, 0, 0, type]);
  return batch(offset, ['marker'], { attributes: transactional | control, producerId, records: [{ ...record, key }] });
}

function read(records: RecordsBatch[], aborted: readonly (readonly [bigint, bigint])[] = [], from = 0n) {
  const partition: fetchV17.FetchResponsePartition = {
    partitionIndex: 3,
    errorCode: 0,
    highWatermark: 0n,
    lastStableOffset: 0n,
    logStartOffset: 0n,
    abortedTransactions: aborted.map(([producerId, firstOffset]) => ({ producerId, firstOffset })),
    preferredReadReplica: -1,
    records,
  };
  const { messages, next } = readBatches(partition, from);
  return {
    values: messages.map(({ value }) => value?.toString()),
    offsets: messages.map(({ offset }) => offset),
    next,
  };
}

it('leaves out what lies before the position, and goes on behind the last batch', () => {
  expect(read([batch(10, ['a', 'b', 'c'])], [], 11n)).toEqual({ values: ['b', 'c'], offsets: [11n, 12n], next: 13n });
});

it('leaves out each aborted transaction of a producer and keeps what it committed between them', () => {
  const sent = { attributes: transactional, producerId: 7n };
  const records = [
    batch(0, ['no'], sent),
    marker(1, 7n, 0),
    batch(2, ['yes'], sent),
    marker(3, 7n, 1),
    batch(4, ['no'], sent),
    marker(5, 7n, 0),
  ];
  // The list is not promised to be in order.
  expect(
    read(records, [
      [7n, 4n],
      [7n, 0n],
    ]),
  ).toEqual({ values: ['yes'], offsets: [2n], next: 6n });
});

it('leaves out an aborted transaction whose marker is not in this fetch, and nobody else', () => {
  const records = [
    batch(5, ['no'], { attributes: transactional, producerId: 7n }),
    batch(6, ['other'], { attributes: transactional, producerId: 8n }),
    batch(7, ['plain']),
    batch(8, ['no'], { attributes: transactional, producerId: 7n }),
  ];
  expect(read(records, [[7n, 2n]], 5n)).toEqual({ values: ['other', 'plain'], offsets: [6n, 7n], next: 9n });
});

it('takes the broker’s time where the topic is stamped by the broker', () => {
  const partition = { partitionIndex: 0, abortedTransactions: [] as never[] };
  const times = (attributes: number) => {
    const records = [batch(0, ['a', 'b'], { attributes })];
    return readBatches({ ...partition, records } as unknown as fetchV17.FetchResponsePartition, 0n).messages.map(
      ({ timestamp }) => timestamp,
    );
  };
  expect([times(0), times(appendTime)]).toEqual([
    [1_000n, 1_001n],
    [9_000n, 9_000n],
  ]);
});

it('stays where it is when nothing came', () => {
  expect(read([], [], 5n)).toEqual({ values: [], offsets: [], next: 5n });
});
