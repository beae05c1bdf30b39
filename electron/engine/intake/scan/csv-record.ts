import type { DialectBytes } from './csv-dialect.ts';

/**
 * The grammar, in one place: where does the record that starts here end, and how many fields has it?
 *
 * - A field is quoted when its first byte, spaces aside, is the quote. Spaces around the quotes are layout and are dropped, as
 *   DuckDB does (`1, "a,b" ,2` has three fields); `layout` says so, because DuckDB does it differently in a first field.
 * - A quote anywhere else in an unquoted field is data, as in DuckDB's strict mode.
 * - After the escape any byte stands for itself; an escape outside quotes is data.
 * - Line ends are LF and CRLF. A lone CR is one only when the first line end of the file is a lone CR (an old Mac export);
 *   otherwise it is data, because splitting there would turn one good record into two rejects. A CR that ends the file ends a line.
 */

export type Status = 'complete' | 'incomplete' | 'text_after_quote' | 'unclosed_quote';
/** How a lone CR is read; unknown until the first line end outside quotes. */
export type LineMode = 'unknown' | 'lf' | 'cr';

const LF = 10;
const CR = 13;
const SPACE = 32;
/** Short quoted fields are walked; beyond this many bytes a native search wins. */
const WALK = 48;

export class RecordReader {
  mode: LineMode = 'unknown';
  /** After a complete record: index behind its last byte, and behind its line end. */
  end = 0;
  next = 0;
  /** Fields seen so far; for a malformed record the 1-based field of the trouble. */
  fields = 0;
  quoted = false;
  /** Spaces around quotes, or a lone CR kept as data: DuckDB must not read such a file itself. */
  layout = false;
  strayCr = false;
  /** Index where a malformed record showed itself. */
  at = 0;

  private readonly stop = new Uint8Array(256);

  constructor(private readonly bytes: DialectBytes) {
    this.stop[bytes.delimiter] = 1;
    this.stop[LF] = 1;
    this.stop[CR] = 1;
  }

  read(buf: Buffer, pos: number, final: boolean): Status {
    const { delimiter, quote } = this.bytes;
    const stop = this.stop;
    const len = buf.length;
    let i = pos;
    this.fields = 1;
    this.quoted = false;
    for (;;) {
      let byte = i < len ? (buf[i] ?? 0) : -1;
      if (byte === SPACE && quote >= 0) {
        let ahead = i + 1;
        while (ahead < len && buf[ahead] === SPACE) ahead += 1;
        if (ahead < len && buf[ahead] === quote) {
          this.layout = true;
          i = ahead;
          byte = quote;
        }
      }
      const quotedField = byte >= 0 && byte === quote;
      if (quotedField) {
        this.quoted = true;
        const close = this.closingQuote(buf, i + 1, final);
        if (close === -1) return 'incomplete';
        if (close === -2) {
          this.at = len;
          return 'unclosed_quote';
        }
        i = close + 1;
        while (i < len && buf[i] === SPACE) {
          this.layout = true;
          i += 1;
        }
        byte = i < len ? (buf[i] ?? 0) : -1;
        if (byte >= 0 && stop[byte] === 0) {
          this.at = i;
          return 'text_after_quote';
        }
      } else {
        while (i < len && stop[buf[i] ?? 0] === 0) i += 1;
        byte = i < len ? (buf[i] ?? 0) : -1;
      }
      while (byte === CR) {
        if (i + 1 === len && !final) return 'incomplete';
        if (this.endsAtCr(buf, i)) break;
        if (quotedField) {
          this.at = i;
          return 'text_after_quote';
        }
        this.strayCr = true;
        i += 1;
        while (i < len && stop[buf[i] ?? 0] === 0) i += 1;
        byte = i < len ? (buf[i] ?? 0) : -1;
      }
      if (byte === delimiter) {
        this.fields += 1;
        i += 1;
        continue;
      }
      return this.finish(buf, i, byte, final);
    }
  }

  /** Physical lines of a record: 1 and the line ends inside its quotes. */
  span(buf: Buffer, start: number, end: number): number {
    let lines = 1;
    if (this.mode !== 'cr') {
      if (end - start < 4 * WALK) {
        for (let i = start; i < end; i += 1) if (buf[i] === LF) lines += 1;
        return lines;
      }
      for (let i = buf.indexOf(LF, start); i >= 0 && i < end; i = buf.indexOf(LF, i + 1)) lines += 1;
      return lines;
    }
    for (let i = start; i < end; i += 1) {
      if (buf[i] === LF ? buf[i - 1] !== CR || i === start : buf[i] === CR) lines += 1;
    }
    return lines;
  }

  /** Ends the physical line that starts at `pos` (sets `end`, `next`), quotes aside; false when more bytes are needed. */
  readLine(buf: Buffer, pos: number, final: boolean): boolean {
    const len = buf.length;
    for (let i = pos; i < len; i += 1) {
      const byte = buf[i];
      if (byte === LF) return this.finish(buf, i, LF, final) === 'complete';
      if (byte !== CR) continue;
      if (i + 1 === len && !final) return false;
      if (this.endsAtCr(buf, i)) return this.finish(buf, i, CR, final) === 'complete';
    }
    return this.finish(buf, len, -1, final) === 'complete';
  }

  private finish(buf: Buffer, at: number, byte: number, final: boolean): Status {
    if (byte < 0 && !final) return 'incomplete';
    this.end = at;
    this.next = byte < 0 ? at : byte === CR && buf[at + 1] === LF ? at + 2 : at + 1;
    if (this.mode === 'unknown' && byte >= 0) this.mode = byte === CR && this.next === at + 1 ? 'cr' : 'lf';
    return 'complete';
  }

  private endsAtCr(buf: Buffer, at: number): boolean {
    return this.mode !== 'lf' || buf[at + 1] === LF || at + 1 === buf.length;
  }

  /** Index of the closing quote, -1 when more bytes are needed, -2 when there is none. */
  private closingQuote(buf: Buffer, from: number, final: boolean): number {
    const { quote, escape } = this.bytes;
    const len = buf.length;
    const none = final ? -2 : -1;
    let i = from;
    if (escape !== quote) {
      for (; i < len; i += 1) {
        if (buf[i] === escape) i += 1;
        else if (buf[i] === quote) return i;
      }
      return none;
    }
    for (;;) {
      const walk = Math.min(len, i + WALK);
      while (i < walk && buf[i] !== quote) i += 1;
      if (i === len) return none;
      if (i === walk) {
        i = buf.indexOf(quote, i);
        if (i < 0) return none;
      }
      if (i + 1 === len) return final ? i : -1;
      if (buf[i + 1] !== quote) return i;
      i += 2;
    }
  }
}
