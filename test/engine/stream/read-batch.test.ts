import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from '../../../electron/engine/intake/scan/json-scanner.ts';
import { readBatch } from '../../../electron/engine/stream/read-batch.ts';
import { message } from './scripted-kafka.ts';

const line = fc.oneof(
  fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'ä', '_kafka_offset'), fc.jsonValue({ maxDepth: 2 }))
    .map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '{"a":1.10,"b":1e3}',
    '{"a":',
    '[1]',
    'null',
    '{"a":1,"a":2}',
    '{"a":1} x',
    String.raw`{"a":"\ud800"}`,
  ),
);

describe('a batch of messages', () => {
  it('is read as JSON lines with the same lines are', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        const rows: Record<string, string | null>[] = [];
        const reasons: string[] = [];
        const scanner = new JsonScanner('lines', {
          anchor: () => undefined,
          reject: ({ reason }) => reasons.push(reason),
          row: (keys, values) => rows.push(Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null]))),
        });
        scanner.push(Buffer.from(lines.join('\n')));
        const tally = scanner.end();

        const batch = readBatch(
          lines.map((text, offset) => message(0, offset, text)),
          [],
        );
        expect(batch.rejects.map(({ reason }) => reason)).toEqual(reasons);
        expect(batch.keys).toEqual(tally.keys);
        expect(batch.records.length + batch.rejects.length).toBe(lines.length);
        batch.records.forEach((_, row) => {
          const cells = Object.fromEntries(
            batch.keys.map((key, column) => [key, batch.columns[column]?.[row] ?? null]),
          );
          expect(cells).toEqual({ ...Object.fromEntries(batch.keys.map((key) => [key, null])), ...rows[row] });
        });
      }),
    );
  });

  it('keeps the columns the stream has come to, and knows a tombstone and an empty value apart', () => {
    const batch = readBatch([message(0, 3, null), message(0, 4, ''), message(0, 6, '{"new":"x"}')], ['old']);
    expect(batch.keys).toEqual(['old', 'new']);
    expect(batch.columns).toEqual([[null], ['x']]);
    expect(batch.rejects.map(({ place, reason }) => [place, reason])).toEqual([
      [1, 'tombstone'],
      [2, 'not_json'],
    ]);
    expect(batch.records.map(({ place }) => place)).toEqual([3]);
  });

  it('hashes what was taken and from where: other bytes, offsets or bounds make another hash', () => {
    const hashes = [
      [message(0, 1, 'ab'), message(0, 2, 'c')],
      [message(0, 1, 'a'), message(0, 2, 'bc')],
      [message(0, 1, 'ab'), message(0, 3, 'c')],
      [message(1, 1, 'ab'), message(0, 2, 'c')],
      [message(0, 1, 'ab'), message(0, 2, '')],
      [message(0, 1, 'ab'), message(0, 2, null)],
    ].map((messages) => readBatch(messages, []).sha256);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
