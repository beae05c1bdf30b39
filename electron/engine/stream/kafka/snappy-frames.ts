/**
 * Java producers write snappy as a stream of framed blocks; the library knows bare blocks only. Its table of codecs is
 * completed here, once, for whoever reads.
 */
import { compressionsAlgorithms } from '@platformatic/kafka';

const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** The magic, and two versions of 4 bytes each. */
const headerBytes = magic.length + 8;

type Decompress = (data: Buffer) => Buffer;

export function unframe(data: Buffer, decompress: Decompress): Buffer {
  if (!data.subarray(0, magic.length).equals(magic)) return decompress(data);
  const blocks: Buffer[] = [];
  let at = headerBytes;
  while (at < data.length) {
    const length = data.readInt32BE(at);
    blocks.push(decompress(data.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

const { snappy } = compressionsAlgorithms;
const { decompressSync: bareBlock } = snappy;
Object.assign(snappy, {
  decompressSync: (data: Parameters<typeof bareBlock>[0]) =>
    unframe(Buffer.isBuffer(data) ? data : data.buffer, bareBlock),
});
