import { isUtf8 } from 'node:buffer';

/**
 * Joins pushed chunks with what the last scan left over. A record that does not fit is scanned again only once the bytes have
 * doubled, so a long record costs linear time however small the chunks are. Chunks may be reused by the caller after `add`.
 */
export class ByteFeed {
  private parts: Buffer[] = [];
  private size = 0;
  private wanted = 0;

  /** Bytes worth scanning, or null when it is better to wait. The answer may alias `chunk`. */
  add(chunk: Buffer): Buffer | null {
    this.size += chunk.length;
    if (this.size < this.wanted) {
      this.parts.push(Buffer.from(chunk));
      return null;
    }
    if (this.parts.length === 0) {
      this.size = 0;
      return chunk;
    }
    this.parts.push(chunk);
    return this.take();
  }

  take(): Buffer {
    const all = Buffer.concat(this.parts, this.size);
    this.parts = [];
    this.size = 0;
    this.wanted = 0;
    return all;
  }

  keep(rest: Buffer): void {
    if (rest.length === 0) {
      this.wanted = 0;
      return;
    }
    this.parts = [Buffer.from(rest)];
    this.size = rest.length;
    this.wanted = rest.length * 2;
  }
}

export const hasBom = (bytes: Buffer): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** Index where a character cut off by the end of the buffer begins; the length when none is. */
export function wholeCharacters(bytes: Buffer): number {
  const stop = Math.max(0, bytes.length - 3);
  for (let at = bytes.length - 1; at >= stop; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return at + need > bytes.length ? at : bytes.length;
    }
  }
  return bytes.length;
}

/** One vectorised check of a whole stretch; records are checked one by one only where this fails. */
export const isUtf8Stretch = (bytes: Buffer, final: boolean): boolean =>
  isUtf8(final ? bytes : bytes.subarray(0, wholeCharacters(bytes)));
