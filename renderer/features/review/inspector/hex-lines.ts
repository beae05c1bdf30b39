/** Bytes as they are, eight to a line, for what is no text. */

export interface HexLine {
  readonly offset: number;
  /** Two digits each. */
  readonly bytes: readonly string[];
  /** The bytes that are printable ASCII; a dot for each other one. */
  readonly text: string;
}

export const bytesPerLine = 8;

export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** `offset` is that of the first byte in its file. */
export function hexLines(bytes: Uint8Array, offset: number): HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / bytesPerLine) }, (_, line) => {
    const part = [...bytes.subarray(line * bytesPerLine, (line + 1) * bytesPerLine)];
    return {
      offset: offset + line * bytesPerLine,
      bytes: part.map((byte) => byte.toString(16).padStart(2, '0')),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    };
  });
}

/** Whether the bytes are UTF-8 from end to end. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
