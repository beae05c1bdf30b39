/** Which messages a batch holds: by partition, from the first offset to the last, and how many there were between. */
import { createHash } from 'node:crypto';
import type { OffsetRange } from '../../contract/stream.ts';

export interface Position {
  readonly partition: number;
  readonly offset: bigint;
}

/** By partition, ascending. The messages come in offset order within each. */
export function offsetRanges(messages: readonly Position[]): OffsetRange[] {
  const ranges = new Map<number, OffsetRange>();
  for (const { partition, offset } of messages) {
    const at = exact(offset);
    const known = ranges.get(partition);
    if (known !== undefined && at <= known.last_offset) {
      throw new RangeError(`offset ${at} of partition ${partition} came after ${known.last_offset}`);
    }
    ranges.set(
      partition,
      known === undefined
        ? { partition, first_offset: at, last_offset: at, messages: 1 }
        : { ...known, last_offset: at, messages: known.messages + 1 },
    );
  }
  return [...ranges.values()].sort((one, other) => one.partition - other.partition);
}

/** The offsets of the next messages to read, by partition. */
export function nextOffsets(ranges: readonly OffsetRange[]): Map<number, bigint> {
  return new Map(ranges.map(({ partition, last_offset: last }) => [partition, BigInt(last) + 1n]));
}

/** A file's name may have 255 bytes; beside the ranges stand a time and an id. */
const longest = 160;

/** For example `p0-1500-1599_p2-7-7`; of very many partitions the first few, and a hash of all. */
export function rangesInName(ranges: readonly OffsetRange[]): string {
  const parts = ranges.map(({ partition, first_offset: first, last_offset: last }) => `p${partition}-${first}-${last}`);
  const all = parts.join('_');
  if (all.length <= longest) return all;
  const hash = createHash('sha256').update(all).digest('hex').slice(0, 12);
  const shown: string[] = [];
  for (const part of parts) {
    if ([...shown, part].join('_').length > longest - 40) break;
    shown.push(part);
  }
  return `${shown.join('_')}_and-${parts.length - shown.length}-more-${hash}`;
}

export interface Stretch {
  readonly partition: number;
  readonly from: bigint;
}

/** Whether a batch whose name is `name` can hold a message of that partition, there or further on. */
export function mayHold(name: string, { partition, from }: Stretch): boolean {
  if (name.includes('_and-')) return true;
  return [...name.matchAll(/_p(\d+)-\d+-(\d+)(?=_)/g)].some(
    ([, found, last]) => Number(found) === partition && BigInt(last ?? 0) >= from,
  );
}

function exact(offset: bigint): number {
  const number = Number(offset);
  if (!Number.isSafeInteger(number)) throw new RangeError(`offset ${offset} is beyond what can be counted exactly`);
  return number;
}
