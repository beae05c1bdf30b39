import { countBreaks, type JsonLedger } from './json-report.ts';
import type { View, Walk } from './json-scanner.ts';
import { isSpace, JsonReader, MORE } from './json-value.ts';
import { OverlongLine } from './overlong-line.ts';
import type { RejectReason } from './records.ts';

const OPEN_BRACE = 123;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;

/**
 * An array of objects. A bad element is refused up to where reading can go on, whichever comes first: where its brackets balance and a
 * comma or the closing bracket follows, or the next line that opens an object with the indentation the elements have. Failing both, the
 * rest of the file is one reject. Missing and doubled commas between good elements lose nothing and are let pass.
 */
export class ArrayWalk implements Walk {
  private readonly reader = new JsonReader();
  private readonly overlong: OverlongLine;
  private state: 'open' | 'value' | 'next' | 'done' = 'open';
  private single = false;
  /** Line end, indentation and brace of an element on a line of its own. */
  private marker = Buffer.from('\n{');
  private markerKnown = false;
  /** Spaces since the last line end; null when something else has stood there. */
  private indent: string | null = '';
  private drainReason: RejectReason = 'record_too_long';
  private drainToEnd = false;
  private drainBreaks = 0;
  private drainLast = 0;

  constructor(
    private readonly ledger: JsonLedger,
    private readonly max: number,
  ) {
    this.overlong = new OverlongLine(max);
  }

  step(view: View, pos: number): number {
    if (this.overlong.active) return this.drain(view, pos);
    const byte = view.buf[pos];
    if (isSpace(byte)) return this.space(view.buf, pos);
    if (this.state === 'done') return this.startDrain(view, pos, 'trailing_text', true);
    if (this.state === 'open') {
      if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) return this.startDrain(view, pos, 'not_an_array', true);
      this.state = 'value';
      this.single = byte === OPEN_BRACE;
      if (!this.single) return this.mark(pos);
    }
    if (!this.single) {
      if (byte === COMMA) {
        this.state = 'value';
        return this.mark(pos);
      }
      if (byte === CLOSE_BRACKET) {
        this.state = 'done';
        return this.mark(pos);
      }
    }
    return this.element(view, pos);
  }

  finish(view: View): boolean {
    if (this.overlong.active) this.endDrain(view);
    return this.state === 'done' || this.drainToEnd;
  }

  private mark(pos: number): number {
    this.indent = null;
    return pos + 1;
  }

  private space(buf: Buffer, pos: number): number {
    let i = pos;
    for (; i < buf.length && isSpace(buf[i]); i += 1) {
      if (buf[i] === 10) this.indent = '';
      else if (this.indent !== null) this.indent = (this.indent + String.fromCharCode(buf[i] ?? 32)).slice(-1000);
    }
    this.ledger.pass(buf, pos, i);
    return i;
  }

  private element(view: View, pos: number): number {
    const { buf, base, final } = view;
    const { reader } = this;
    const len = buf.length;
    const isObject = buf[pos] === OPEN_BRACE;
    if (isObject && this.indent !== null && !this.markerKnown && !this.single) {
      this.markerKnown = true;
      this.marker = Buffer.from(`\n${this.indent}{`);
    }
    reader.problem = 'not_json';
    const end = isObject ? reader.readObject(buf, pos, len) : reader.skip(buf, pos, len);
    if (end === MORE && !final)
      return this.mayWait(len - pos) ? -1 : this.startDrain(view, pos, 'record_too_long', false);
    const decided = (end === MORE ? len : end < 0 ? reader.reach : end) - pos;
    if (decided > this.max) return this.startDrain(view, pos, 'record_too_long', false);
    if (end >= 0) {
      const encoded = view.isUtf8(pos, end);
      if (isObject && encoded) {
        this.ledger.record(base + pos, end - pos, 1 + countBreaks(buf, pos, end), reader.keys, reader.values);
        return this.leave(buf, pos, end);
      }
      return this.refuse(view, pos, end, encoded ? 'not_an_object' : 'invalid_encoding', null);
    }
    const resume = this.resync(buf, pos, final);
    if (resume < 0) return this.mayWait(len - pos) ? -1 : this.startDrain(view, pos, 'record_too_long', false);
    if (resume - pos > this.max) return this.startDrain(view, pos, 'record_too_long', false);
    const column = end === MORE ? null : reader.at - pos + 1;
    return this.refuse(view, pos, this.trim(buf, pos, resume), end === MORE ? 'truncated' : reader.problem, column);
  }

  private mayWait(seen: number): boolean {
    return seen <= this.max + this.marker.length + 1;
  }

  private refuse({ buf, base }: View, pos: number, end: number, reason: RejectReason, column: number | null): number {
    const raw = Buffer.from(buf.subarray(pos, end));
    this.ledger.reject(reason, base + pos, end - pos, raw, 1 + countBreaks(buf, pos, end), column);
    return this.leave(buf, pos, end);
  }

  private leave(buf: Buffer, pos: number, end: number): number {
    this.ledger.pass(buf, pos, end);
    this.indent = null;
    this.state = this.single ? 'done' : 'next';
    return end;
  }

  /** Index where reading can go on, the length when it cannot; -1 when more bytes are needed to say. */
  private resync(buf: Buffer, pos: number, final: boolean): number {
    const opens = this.single ? -1 : buf.indexOf(this.marker, pos + 1);
    const balances = this.single ? -1 : balance(buf, pos, opens < 0 ? buf.length : opens);
    if (balances >= 0) return balances;
    if (opens >= 0) return opens;
    return final ? buf.length : -1;
  }

  /** Leaves spaces, and the comma before the next element, out of a reject. */
  private trim(buf: Buffer, pos: number, end: number): number {
    let stop = end;
    while (stop > pos + 1 && isSpace(buf[stop - 1])) stop -= 1;
    if (stop > pos + 1 && buf[stop - 1] === COMMA) stop -= 1;
    while (stop > pos + 1 && isSpace(buf[stop - 1])) stop -= 1;
    return stop;
  }

  private startDrain(view: View, pos: number, reason: RejectReason, toEnd: boolean): number {
    this.overlong.begin(view.base + pos);
    this.drainReason = reason;
    this.drainToEnd = toEnd || this.single;
    this.drainBreaks = 0;
    // The first byte is taken at once: the search for the next element begins behind it.
    this.swallow(view.buf, pos, pos + 1);
    return pos + 1;
  }

  private drain(view: View, pos: number): number {
    const { buf, final } = view;
    const opens = this.drainToEnd ? -1 : buf.indexOf(this.marker, pos);
    if (opens >= 0) {
      this.swallow(buf, pos, opens);
      this.endDrain(view);
      return opens;
    }
    const stop = final || this.drainToEnd ? buf.length : Math.max(pos, buf.length - this.marker.length + 1);
    this.swallow(buf, pos, stop);
    return stop > pos ? stop : -1;
  }

  private swallow(buf: Buffer, pos: number, end: number): void {
    if (end === pos) return;
    this.overlong.take(buf, pos, end);
    this.drainBreaks += countBreaks(buf, pos, end);
    this.drainLast = buf[end - 1] ?? 0;
  }

  private endDrain({ buf }: View): void {
    const { offset, length, raw } = this.overlong.finish();
    const span = 1 + this.drainBreaks - Number(this.drainLast === 10);
    const text = raw.length === length && this.drainLast === 10 ? raw.subarray(0, raw.at(-2) === 13 ? -2 : -1) : raw;
    this.ledger.reject(this.drainReason, offset, length, text, span, null);
    this.ledger.passBreaks(this.drainBreaks);
    this.leave(buf, 0, 0);
    if (this.drainToEnd) this.state = 'done';
  }
}

/** Index of the comma or bracket behind a bad element whose own brackets balance before `stop`; -1 when they do not. */
function balance(buf: Buffer, pos: number, stop: number): number {
  let depth = 0;
  for (let i = pos; i < stop; i += 1) {
    const byte = buf[i];
    if (byte === 34) {
      for (i += 1; i < stop && buf[i] !== 34; i += 1) {
        // A raw line end in a string: its closing quote is missing, and counting brackets from here would mislead.
        if (buf[i] === 10) return -1;
        if (buf[i] === 92) i += 1;
      }
      if (i >= stop) return -1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (depth === 0 && i > pos && (byte === COMMA || byte === CLOSE_BRACKET)) return i;
    else if (byte === 125 || byte === CLOSE_BRACKET) depth = Math.max(0, depth - 1);
  }
  return -1;
}
