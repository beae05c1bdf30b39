/**
 * A position the broker does not have. Behind the beginning, messages were deleted before they were read: that is reported,
 * and reading goes on at the beginning. Beyond the end, this is not the log the position came from, and nothing is guessed.
 */
import { ListOffsetTimestamps } from '@platformatic/kafka';
import { DeskError } from '../../../contract/errors.ts';
import type { PartitionSource } from './read-partitions.ts';

export async function reposition(
  { member, options }: PartitionSource,
  positions: Map<number, bigint>,
  signal: AbortSignal,
): Promise<void> {
  const { topic } = options;
  const partitions = { [topic]: [...positions.keys()] };
  const ask = (timestamp: bigint) => member.listOffsets({ topics: [topic], partitions, timestamp });
  const [first, last] = await Promise.all([ask(ListOffsetTimestamps.EARLIEST), ask(ListOffsetTimestamps.LATEST)]);
  if (signal.aborted) return;
  for (const [partition, position] of positions) {
    const begin = first.get(topic)?.[partition] ?? 0n;
    const end = last.get(topic)?.[partition] ?? 0n;
    if (position > end) throw beyondTheEnd(topic, partition, position, end);
    if (position >= begin) continue;
    options.onExpired(partition, position, begin);
    positions.set(partition, begin);
  }
}

function beyondTheEnd(topic: string, partition: number, position: bigint, end: bigint): DeskError {
  const sentence = `The topic "${topic}" is shorter than what was already read from it: partition ${partition} ends at ${String(end)}, and ${String(position)} is next. It was made again or cut. Consume it into a fresh workspace or with another group.`;
  return new DeskError('SOURCE_CHANGED', sentence, { topic, partition, position: String(position), end: String(end) });
}
