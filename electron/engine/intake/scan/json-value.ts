import type { RejectReason } from './records.ts';

/**
 * A strict JSON reader over bytes that never builds the values: it finds where each one ends and keeps the source text, so
 * `1.10`, `1e3` and integers of thirty digits survive as written. Nothing recurses, so depth cannot overflow the stack.
 */

/** A place behind what was read, or one of these. */
export const MORE = -1;
export const BAD = -2;

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

const inString = new Uint8Array(256);
inString.fill(1, 0, 32);
inString[QUOTE] = 1;
inString[BACKSLASH] = 1;
const numeric = new Uint8Array(256);
for (const char of '0123456789+-.eE') numeric[char.charCodeAt(0)] = 1;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const UNICODE = /^u[\da-fA-F]{4}$/;
const UNICODE_SO_FAR = /^u[\da-fA-F]{0,3}$/;
const simpleEscape = new Uint8Array(256);
for (const char of '"\\/bfnrt') simpleEscape[char.charCodeAt(0)] = 1;
const literals = new Map(['true', 'false', 'null'].map((word) => [word.charCodeAt(0), Buffer.from(word)]));

export const isSpace = (byte: number | undefined): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/** A loop: for the length of a key, a native comparison costs more than it saves. */
function sameBytes(raw: Buffer, buf: Buffer, start: number, end: number): boolean {
  if (raw.length !== end - start) return false;
  for (let i = 0; i < raw.length; i += 1) if (raw[i] !== buf[start + i]) return false;
  return true;
}

/** Short ASCII text is built here, since the native decoder costs more per call than such text is worth. */
function decode(buf: Buffer, start: number, end: number): string {
  if (end - start > 24) return buf.toString('utf8', start, end);
  let text = '';
  for (let i = start; i < end; i += 1) {
    const byte = buf[i] ?? 0;
    if (byte >= 0x80) return buf.toString('utf8', start, end);
    text += String.fromCharCode(byte);
  }
  return text;
}

export class JsonReader {
  /** Where BAD showed itself. */
  at = 0;
  /** How far it had to read to know. */
  reach = 0;
  problem: RejectReason = 'not_json';
  keys: string[] = [];
  values: (string | null)[] = [];
  private rawKeys: Buffer[] = [];
  private escaped = false;

  /** Reads the object that opens at `pos`; on success `keys` (the same array while the keys do not change) and `values` are set. */
  readObject(buf: Buffer, pos: number, len: number): number {
    this.problem = 'not_json';
    this.values = [];
    let known = true;
    const keys: string[] = [];
    const raws: Buffer[] = [];
    let i = this.space(buf, pos + 1, len);
    if (i < len && buf[i] === CLOSE_BRACE) return this.settle([], [], i + 1);
    for (;;) {
      const start = i;
      const value = this.key(buf, i, len);
      if (value < 0) return value;
      const keyEnd = this.keyEnd;
      const index = this.values.length;
      const raw = this.rawKeys[index];
      const same = raw !== undefined && sameBytes(raw, buf, start, keyEnd);
      if (known && !same) {
        known = false;
        keys.push(...this.keys.slice(0, index));
        raws.push(...this.rawKeys.slice(0, index));
      }
      if (!known) {
        const name = this.text(buf, start, keyEnd, this.escaped);
        if (name === null) return this.fail(start, 'lone_surrogate', value);
        if (keys.includes(name)) return this.fail(start, 'duplicate_key', value);
        keys.push(name);
        raws.push(Buffer.from(buf.subarray(start, keyEnd)));
      }
      const end = this.skip(buf, value, len);
      if (end < 0) return end;
      if (buf[value] === QUOTE) {
        const text = this.text(buf, value, end, this.escaped);
        if (text === null) return this.fail(value, 'lone_surrogate', end);
        this.values.push(text);
      } else this.values.push(buf[value] === 110 ? null : decode(buf, value, end));
      i = this.space(buf, end, len);
      if (i >= len) return MORE;
      if (buf[i] === CLOSE_BRACE) {
        if (known && this.values.length === this.keys.length) return i + 1;
        return known
          ? this.settle(this.keys.slice(0, this.values.length), this.rawKeys.slice(0, this.values.length), i + 1)
          : this.settle(keys, raws, i + 1);
      }
      if (buf[i] !== COMMA) return this.fail(i);
      i = this.space(buf, i + 1, len);
    }
  }

  /** Index behind the value that starts at `pos`, which must not be a space. */
  skip(buf: Buffer, pos: number, len: number): number {
    const open: number[] = [];
    let i = pos;
    for (;;) {
      if (i >= len) return MORE;
      const byte = buf[i];
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        const close = byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
        i = this.space(buf, i + 1, len);
        if (i >= len) return MORE;
        if (buf[i] === close) i += 1;
        else {
          open.push(close);
          if (byte === OPEN_BRACE && (i = this.key(buf, i, len)) < 0) return i;
          continue;
        }
      } else if ((i = this.scalar(buf, i, len)) < 0) return i;
      for (;;) {
        const close = open.at(-1);
        if (close === undefined) return i;
        i = this.space(buf, i, len);
        if (i >= len) return MORE;
        if (buf[i] === close) {
          open.pop();
          i += 1;
          continue;
        }
        if (buf[i] !== COMMA) return this.fail(i);
        i = this.space(buf, i + 1, len);
        if (close === CLOSE_BRACE && (i = this.key(buf, i, len)) < 0) return i;
        break;
      }
    }
  }

  private keyEnd = 0;

  /** Reads a key and its colon; answers where the value starts and sets `keyEnd`. */
  private key(buf: Buffer, pos: number, len: number): number {
    if (pos >= len) return MORE;
    if (buf[pos] !== QUOTE) return this.fail(pos);
    const end = this.string(buf, pos, len);
    if (end < 0) return end;
    this.keyEnd = end;
    let i = this.space(buf, end, len);
    if (i >= len) return MORE;
    if (buf[i] !== COLON) return this.fail(i);
    i = this.space(buf, i + 1, len);
    return i >= len ? MORE : i;
  }

  private scalar(buf: Buffer, pos: number, len: number): number {
    if (buf[pos] === QUOTE) return this.string(buf, pos, len);
    let end = pos;
    while (end < len && numeric[buf[end] ?? 0] === 1) end += 1;
    if (end > pos) {
      if (end === len) return MORE;
      return NUMBER.test(decode(buf, pos, end)) ? end : this.fail(pos, 'not_json', end);
    }
    const literal = literals.get(buf[pos] ?? 0);
    if (literal) {
      let size = 1;
      while (size < literal.length && pos + size < len && buf[pos + size] === literal[size]) size += 1;
      if (size === literal.length) return pos + size;
      if (pos + size === len) return MORE;
    }
    return this.fail(pos, 'not_json', pos + 5);
  }

  private string(buf: Buffer, pos: number, len: number): number {
    this.escaped = false;
    let i = pos + 1;
    for (;;) {
      while (i < len && inString[buf[i] ?? 0] === 0) i += 1;
      if (i >= len) return MORE;
      if (buf[i] === QUOTE) return i + 1;
      if (buf[i] !== BACKSLASH) return this.fail(i);
      this.escaped = true;
      if (i + 1 >= len) return MORE;
      const kind = buf[i + 1] ?? 0;
      if (simpleEscape[kind] === 1) i += 2;
      else {
        const code = buf.toString('latin1', i + 1, Math.min(len, i + 6));
        if (!UNICODE.test(code)) return UNICODE_SO_FAR.test(code) ? MORE : this.fail(i, 'not_json', i + 6);
        i += 6;
      }
    }
  }

  /** The text of a string from quote to quote; null when an escape leaves half a surrogate pair. */
  private text(buf: Buffer, start: number, end: number, escaped: boolean): string | null {
    if (!escaped) return decode(buf, start + 1, end - 1);
    const value: unknown = JSON.parse(buf.toString('utf8', start, end));
    return typeof value === 'string' && !/\p{Surrogate}/u.test(value) ? value : null;
  }

  private space(buf: Buffer, pos: number, len: number): number {
    let i = pos;
    while (i < len && isSpace(buf[i])) i += 1;
    return i;
  }

  private settle(keys: string[], raws: Buffer[], end: number): number {
    this.keys = keys;
    this.rawKeys = raws;
    return end;
  }

  private fail(at: number, problem: RejectReason = 'not_json', reach = at): typeof BAD {
    this.at = at;
    this.reach = reach;
    this.problem = problem;
    return BAD;
  }
}
