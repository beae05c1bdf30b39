import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDecoder, DecodeError, decodeToUtf8 } from '../../../electron/engine/intake/scan/decode.ts';
import type { Encoding } from '../../../electron/engine/intake/scan/detect.ts';
import { cut } from './scan-helpers.ts';

async function decodeBytes(parts: Buffer[], encoding: Encoding): Promise<Buffer> {
  const out: Buffer[] = [];
  for await (const chunk of decodeToUtf8(parts, encoding)) out.push(chunk);
  return Buffer.concat(out);
}
const decode = async (parts: Buffer[], encoding: Encoding) => (await decodeBytes(parts, encoding)).toString();

describe('decodeToUtf8', () => {
  it.each(['utf-16le', 'utf-16be'] as const)('%s, wherever the chunks are cut', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.array(fc.nat(40)), async (text, cuts) => {
        const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
        expect(await decode(cut(encoding === 'utf-16be' ? bytes.swap16() : bytes, cuts), encoding)).toBe(text);
      }),
    );
  });
  it('windows-1252', async () => {
    expect(await decode([Buffer.from('\x93caf\xe9\x94 \x80\x81', 'latin1')], 'windows-1252')).toBe('“café” €\x81');
  });
  it('refuses half a surrogate pair', async () => {
    await expect(decode([Buffer.from([0x00, 0xd8, 0x61, 0x00])], 'utf-16le')).rejects.toThrow(DecodeError);
  });
  it('refuses an odd last byte', () => {
    const decoder = new ByteDecoder('utf-16le');
    decoder.push(Buffer.from([0x61, 0x00, 0x62]));
    expect(() => decoder.end()).toThrow(DecodeError);
  });
  it('passes UTF-8 through untouched, bad bytes too', async () => {
    const bytes = Buffer.from([0x61, 0xe9]);
    expect(await decodeBytes([bytes], 'utf-8')).toEqual(bytes);
  });
});
