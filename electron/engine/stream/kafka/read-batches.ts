/**
 * What a fetch brought, as messages. A reader of committed messages is sent those of aborted transactions too, with a list
 * of where each such transaction begins; the marker that ends it may come in a later fetch.
 */
import type { RecordsBatch, fetchV17 } from '@platformatic/kafka';
import type { KafkaMessage } from './kafka-client.ts';

/** Bits of a batch's attributes. */
const logAppendTime = 1 << 3;
const transactional = 1 << 4;
const control = 1 << 5;
const abortMarker = 0;

export interface ReadBatches {
  readonly messages: readonly KafkaMessage[];
  /** Where the next fetch begins: behind markers and aborted messages too. */
  readonly next: bigint;
}

export function readBatches(partition: fetchV17.FetchResponsePartition, from: bigint): ReadBatches {
  const pending = [...partition.abortedTransactions].sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  const aborted = new Set<bigint>();
  const messages: KafkaMessage[] = [];
  let next = from;
  for (const batch of partition.records ?? []) {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    while (pending[0] !== undefined && pending[0].firstOffset <= last) {
      aborted.add(pending[0].producerId);
      pending.shift();
    }
    if ((batch.attributes & control) !== 0) {
      if (batch.records[0]?.key?.readInt16BE(2) === abortMarker) aborted.delete(batch.producerId);
    } else if ((batch.attributes & transactional) === 0 || !aborted.has(batch.producerId)) {
      // A compressed batch comes whole, also when the fetch began in its middle.
      appendMessages(messages, batch, partition.partitionIndex, from);
    }
    if (last >= next) next = last + 1n;
  }
  return { messages, next };
}

function appendMessages(messages: KafkaMessage[], batch: RecordsBatch, partition: number, from: bigint): void {
  const { firstOffset, firstTimestamp, maxTimestamp } = batch;
  const stampedByBroker = (batch.attributes & logAppendTime) !== 0;
  for (const record of batch.records) {
    const offset = firstOffset + BigInt(record.offsetDelta);
    if (offset < from) continue;
    messages.push({
      partition,
      offset,
      timestamp: stampedByBroker ? maxTimestamp : firstTimestamp + record.timestampDelta,
      key: record.key,
      value: record.value,
      headers: record.headers.map(([name, value]) => [name?.toString() ?? '', value]),
    });
  }
}
