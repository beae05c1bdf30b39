import { TextDecoder } from 'node:util';
import type { Encoding } from './detect-format.ts';

/** Turns a source's bytes into UTF-8, so that the scanners see one encoding only. UTF-8 passes through untouched, bad bytes included. */

export class DecodeError extends Error {
  override name = 'DecodeError';
}

/** WHATWG windows-1252, 0x80–0x9F; the five unassigned bytes stay C1 controls so that nothing is lost. */
const C1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Own table: some Node releases decode windows-1252 as ISO-8859-1. */
const decode1252 = (chunk: Buffer): Buffer =>
  Buffer.from(chunk.toString('latin1').replace(/[\x80-\x9f]/g, (char) => C1.charAt(char.charCodeAt(0) - 0x80)));

/** Push bytes, get UTF-8 bytes. UTF-16 with half a surrogate pair or an odd byte throws DecodeError: U+FFFD would hide the loss. */
export class ByteDecoder {
  private readonly utf16: TextDecoder | null;
  private read = 0;

  constructor(private readonly encoding: Encoding) {
    this.utf16 = encoding.startsWith('utf-16') ? new TextDecoder(encoding, { fatal: true }) : null;
  }

  push(chunk: Buffer): Buffer {
    const from = this.read;
    this.read += chunk.length;
    if (this.encoding === 'windows-1252') return decode1252(chunk);
    return this.utf16 ? this.decode(this.utf16, chunk, true, from) : chunk;
  }

  end(): Buffer {
    return this.utf16 ? this.decode(this.utf16, Buffer.alloc(0), false, this.read) : Buffer.alloc(0);
  }

  private decode(decoder: TextDecoder, chunk: Buffer, stream: boolean, from: number): Buffer {
    try {
      return Buffer.from(decoder.decode(chunk, { stream }));
    } catch {
      throw new DecodeError(`not valid ${this.encoding} between byte ${from} and byte ${this.read}`);
    }
  }
}

/** Yields UTF-8 chunks; a UTF-16 byte order mark is left out, a UTF-8 one is left in (the scanner accounts for it). */
export async function* decodeToUtf8(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  const decoder = new ByteDecoder(encoding);
  for await (const chunk of source) yield decoder.push(chunk);
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}
