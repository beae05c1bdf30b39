import { compressionsAlgorithms } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import '../../../electron/engine/stream/kafka/snappy-frames.ts';

const { snappy } = compressionsAlgorithms;
const text = (length: number) => Buffer.from('note '.repeat(length));

it('reads a bare block as before', () => {
  expect(snappy.decompressSync(snappy.compressSync(text(100)))).toEqual(text(100));
});

it('reads a stream of framed blocks, as Java writes it', () => {
  const int32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const block = (data: Buffer) => {
    const compressed = snappy.compressSync(data);
    return [int32(compressed.length), compressed];
  };
  const magic = Buffer.from('\x82SNAPPY\0', 'latin1');
  const framed = Buffer.concat([magic, int32(1), int32(1), ...block(text(3_000)), ...block(text(50))]);
  expect(snappy.decompressSync(framed)).toEqual(text(3_050));
});
