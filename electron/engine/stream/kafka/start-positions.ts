/** Where the partitions a member was given begin: the store's position, or else the broker's, or else one end of the log. */
import { FetchIsolationLevels, ListOffsetTimestamps, type Consumer } from '@platformatic/kafka';
import type { ConsumerOptions } from './kafka-client.ts';
import { isRebalance } from './kafka-problems.ts';

export async function startPositions(
  member: Consumer,
  options: ConsumerOptions,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  const { topic, from } = options;
  const found = new Map<number, bigint>();
  const without = () => partitions.filter((partition) => !found.has(partition));
  for (const partition of partitions) {
    const stored = await options.startAt(partition);
    if (stored !== undefined) found.set(partition, stored);
  }
  if (without().length === 0) return found;
  const committed = await member.listCommittedOffsets({ topics: [{ topic, partitions: without() }] });
  for (const [partition, offset] of committed.get(topic)?.entries() ?? []) {
    if (offset >= 0n) found.set(partition, offset);
  }
  const fresh = without();
  if (fresh.length === 0) return found;
  const end = from === 'earliest' ? ListOffsetTimestamps.EARLIEST : ListOffsetTimestamps.LATEST;
  const begins = await offsetsAt(member, topic, end, fresh);
  for (const [partition, offset] of begins) found.set(partition, offset);
  // Where it began is kept, or else what comes before the first commit would be skipped by a second start at the latest.
  const offsets = [...begins].map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 }));
  try {
    await member.commit({ offsets });
  } catch (error) {
    // In a rebalance the partitions are about to be asked for again, here or by another member.
    if (!isRebalance(error)) throw error;
  }
  return found;
}

/** One end of each partition, as a reader of committed messages sees it. */
export async function offsetsAt(
  member: Consumer,
  topic: string,
  timestamp: bigint,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  if (partitions.length === 0) return new Map();
  const listed = await member.listOffsets({
    topics: [topic],
    partitions: { [topic]: [...partitions] },
    timestamp,
    isolationLevel: FetchIsolationLevels.READ_COMMITTED,
  });
  const offsets = listed.get(topic) ?? [];
  return new Map(
    partitions.flatMap((partition) => (offsets[partition] === undefined ? [] : [[partition, offsets[partition]]])),
  );
}
