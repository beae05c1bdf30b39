/** Where the partitions a member was given begin: as the intake says, who is told what the broker has; or else one end of the log. */
import {
  FetchIsolationLevels,
  ListOffsetTimestamps,
  type Consumer,
  type FetchIsolationLevelValue,
} from '@platformatic/kafka';
import type { ConsumerOptions } from './kafka-client.ts';
import { isRebalance } from './kafka-problems.ts';

export async function startPositions(
  member: Consumer,
  options: ConsumerOptions,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  const { topic, from } = options;
  const found = new Map<number, bigint>();
  if (partitions.length === 0) return found;
  const listed = await member.listCommittedOffsets({ topics: [{ topic, partitions: [...partitions] }] });
  for (const partition of partitions) {
    const known = listed.get(topic)?.[partition];
    const start = await options.startAt(partition, known === undefined || known < 0n ? undefined : known);
    if (start !== undefined) found.set(partition, start);
  }
  const fresh = partitions.filter((partition) => !found.has(partition));
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

/** One end of each partition, as a reader of committed messages sees it unless `isolationLevel` is another. */
export async function offsetsAt(
  member: Consumer,
  topic: string,
  timestamp: bigint,
  partitions: readonly number[],
  isolationLevel: FetchIsolationLevelValue = FetchIsolationLevels.READ_COMMITTED,
): Promise<ReadonlyMap<number, bigint>> {
  if (partitions.length === 0) return new Map();
  const listed = await member.listOffsets({
    topics: [topic],
    partitions: { [topic]: [...partitions] },
    timestamp,
    isolationLevel,
  });
  const offsets = listed.get(topic) ?? [];
  return new Map(
    partitions.flatMap((partition) => (offsets[partition] === undefined ? [] : [[partition, offsets[partition]]])),
  );
}
