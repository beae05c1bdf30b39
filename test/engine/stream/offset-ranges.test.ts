import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHold, nextOffsets, offsetRanges, rangesInName } from '../../../electron/engine/stream/offset-ranges.ts';

/** Messages as a broker hands them out: in order within a partition, with gaps, partitions mixed. */
const messages = fc
  .array(fc.record({ partition: fc.nat({ max: 40 }), skip: fc.nat({ max: 5 }) }), { minLength: 1, maxLength: 300 })
  .map((steps) => {
    const next = new Map<number, bigint>();
    return steps.map(({ partition, skip }) => {
      const offset = (next.get(partition) ?? 0n) + BigInt(skip);
      next.set(partition, offset + 1n);
      return { partition, offset };
    });
  });

describe('offset ranges', () => {
  it('count every message once and begin and end at messages', () => {
    fc.assert(
      fc.property(messages, (taken) => {
        const ranges = offsetRanges(taken);
        expect(ranges.reduce((sum, range) => sum + range.messages, 0)).toBe(taken.length);
        for (const range of ranges) {
          const own = taken
            .filter(({ partition }) => partition === range.partition)
            .map(({ offset }) => Number(offset));
          expect([own[0], own.at(-1), own.length]).toEqual([range.first_offset, range.last_offset, range.messages]);
          expect(nextOffsets(ranges).get(range.partition)).toBe(BigInt(range.last_offset) + 1n);
        }
        expect(ranges.map(({ partition }) => partition)).toEqual(
          [...new Set(taken.map(({ partition }) => partition))].sort((one, other) => one - other),
        );
      }),
    );
  });

  it('refuse offsets that do not ascend: a batch would lie about itself', () => {
    const twice = { partition: 0, offset: 7n };
    expect(() => offsetRanges([twice, twice])).toThrow(RangeError);
  });

  it('make a name that fits, says which messages may be in it, and is another one for other messages', () => {
    fc.assert(
      fc.property(messages, messages, (some, others) => {
        const name = `stream_batch_20261123T142259123Z_${rangesInName(offsetRanges(some))}_k3f9d.parquet`;
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(name).toMatch(/^[\w-]+\.parquet$/);
        for (const { partition, offset } of some) expect(mayHold(name, { partition, from: offset })).toBe(true);
        const bounds = (taken: typeof some) =>
          JSON.stringify(offsetRanges(taken).map((range) => [range.partition, range.first_offset, range.last_offset]));
        if (bounds(some) !== bounds(others)) {
          expect(rangesInName(offsetRanges(some))).not.toBe(rangesInName(offsetRanges(others)));
        }
      }),
    );
  });
});
