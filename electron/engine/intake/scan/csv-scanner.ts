import { isUtf8 } from 'node:buffer';
import { AnchorTrail } from './anchors.ts';
import { ByteFeed, hasBom, isUtf8Stretch } from './byte-feed.ts';
import {
  DEFAULT_MAX_RECORD_BYTES,
  emptyTally,
  type CsvScannerOptions,
  type NonRecord,
  type ScanSink,
  type ScanTally,
} from './csv-report.ts';
import { dialectBytes, type CsvDialect } from './csv-dialect.ts';
import { recordFields } from './csv-fields.ts';
import { RecordReader } from './csv-record.ts';
import { OverlongLine } from './overlong-line.ts';
import type { RejectReason } from './records.ts';

/**
 * The independent counter for CSV. Pushed the UTF-8 bytes of one file in chunks of any size, it says which bytes are good
 * records, which are rejects and which are neither; every byte is exactly one of them. The grammar is in csv-record.ts.
 */

export class CsvScanner {
  private readonly reader: RecordReader;
  private readonly feed = new ByteFeed();
  private readonly trail: AnchorTrail;
  private readonly max: number;
  private readonly overlong: OverlongLine;
  private columns: number;
  private base = 0;
  private line = 1;
  private toSkip: number;
  private wantsHeader: boolean;
  private started = false;
  private valid = true;
  private foreign = false;
  private blankBeforeColumns = false;
  private readonly tally = emptyTally();

  /** Throws RangeError for a dialect that cannot be scanned. */
  constructor(
    private readonly dialect: CsvDialect,
    private readonly sink: ScanSink,
    options: CsvScannerOptions = {},
  ) {
    this.reader = new RecordReader(dialectBytes(dialect));
    this.trail = new AnchorTrail((anchor) => this.sink.anchor(anchor));
    this.max = options.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES;
    this.overlong = new OverlongLine(this.max);
    this.columns = options.expectedColumns ?? 0;
    this.toSkip = dialect.skipLines ?? 0;
    this.wantsHeader = dialect.header;
    this.foreign = this.toSkip > 0;
  }

  /** The chunk may be reused afterwards. */
  push(chunk: Buffer): void {
    this.tally.bytes += chunk.length;
    const bytes = this.feed.add(chunk);
    if (bytes) this.scan(bytes, false);
  }

  end(): ScanTally {
    this.scan(this.feed.take(), true);
    const { tally } = this;
    const { lf, crlf, cr } = tally.lineEnds;
    const kinds = Number(lf > 0) + Number(crlf > 0) + Number(cr > 0);
    tally.columns = this.columns;
    tally.physicalLines = tally.recordLines + tally.nonRecordLines;
    tally.needsCleanCopy =
      this.foreign ||
      tally.rejects > 0 ||
      kinds > 1 ||
      tally.headerProblem !== null ||
      this.reader.layout ||
      this.reader.strayCr ||
      (this.blankBeforeColumns && (this.columns <= 1 || this.dialect.header));
    return tally;
  }

  private scan(buf: Buffer, final: boolean): void {
    let pos = 0;
    if (!this.started) {
      if (buf.length < 3 && !final) {
        this.feed.keep(buf);
        return;
      }
      this.started = true;
      if (hasBom(buf)) {
        pos = 3;
        this.sink.nonRecord?.('bom', buf, 0, 3);
      }
    }
    this.valid = isUtf8Stretch(buf, final);
    while (pos < buf.length) {
      const next = this.overlong.active ? this.drain(buf, pos, final) : this.step(buf, pos, final);
      if (next < 0) break;
      pos = next;
    }
    if (final && this.overlong.active) pos = this.drain(buf, pos, true);
    this.base += pos;
    this.feed.keep(buf.subarray(pos));
  }

  /** Takes one record, reject or other line; answers where the next one starts, -1 when more bytes are needed. */
  private step(buf: Buffer, pos: number, final: boolean): number {
    const { reader } = this;
    if (this.toSkip > 0) {
      const whole = reader.readLine(buf, pos, final);
      if (!whole && !this.tooLong(buf, pos)) return -1;
      if (!whole || reader.end - pos > this.max) return this.refuseLine('record_too_long', buf, pos, final);
      this.toSkip -= 1;
      return this.passBy('skipped', buf, pos, 1);
    }
    const { mode } = reader;
    const status = reader.read(buf, pos, final);
    if (status === 'incomplete') {
      // One byte of grace: the last byte may be the CR of a line end and not part of the record.
      return this.tooLong(buf, pos) ? this.refuseLine('record_too_long', buf, pos, final) : -1;
    }
    if (status !== 'complete') {
      return this.refuseLine(reader.at - pos > this.max ? 'record_too_long' : status, buf, pos, final);
    }
    if (reader.end - pos > this.max) {
      // The line end it was seen to have lies beyond what is read of it, so the file's line ends are not learned from it.
      reader.mode = mode;
      return this.refuseLine('record_too_long', buf, pos, final);
    }
    if (reader.end === pos && !(this.columns === 1 && !this.wantsHeader)) {
      if (this.columns === 0 || this.wantsHeader) this.blankBeforeColumns = true;
      this.tally.blankLines += 1;
      return this.passBy('blank', buf, pos, 1);
    }
    return this.wantsHeader ? this.takeHeader(buf, pos) : this.takeRecord(buf, pos);
  }

  private tooLong(buf: Buffer, pos: number): boolean {
    return buf.length - pos > this.max + 1;
  }

  private takeRecord(buf: Buffer, pos: number): number {
    const { reader, tally } = this;
    const { end, next } = reader;
    const span = reader.quoted ? reader.span(buf, pos, end) : 1;
    if (this.line === 1 && reader.quoted) this.checkFirstLineEnd(buf, pos);
    if (this.columns === 0) this.columns = reader.fields;
    const counts = reader.fields === this.columns;
    if (!counts || (!this.valid && !isUtf8(buf.subarray(pos, end)))) {
      const miscounted = reader.fields > this.columns ? 'too_many_fields' : 'too_few_fields';
      return this.refuse(counts ? 'invalid_encoding' : miscounted, buf, pos, span);
    }
    this.trail.visit(tally.records, this.line, this.base + pos, span);
    if (this.sink.record) this.sink.record(buf, pos, end, next);
    tally.records += 1;
    tally.recordLines += span;
    tally.quotedNewlines += span - 1;
    return this.advance(buf, span);
  }

  private takeHeader(buf: Buffer, pos: number): number {
    const { reader } = this;
    const span = reader.quoted ? reader.span(buf, pos, reader.end) : 1;
    const raw = buf.subarray(pos, reader.end);
    if (this.line === 1 && reader.quoted) this.checkFirstLineEnd(buf, pos);
    if (this.columns === 0) this.columns = reader.fields;
    if (!this.valid && !isUtf8(raw)) this.tally.headerProblem = 'invalid_encoding';
    else this.sink.header?.(recordFields(raw, this.dialect));
    this.wantsHeader = false;
    this.tally.headerLines += span;
    this.tally.quotedNewlines += span - 1;
    return this.passBy('header', buf, pos, span);
  }

  /** DuckDB learns the line end from the first record, quotes or not; a different one in there makes it fail or answer no rows. */
  private checkFirstLineEnd(buf: Buffer, pos: number): void {
    const { end, next } = this.reader;
    const lineEnd = buf.toString('latin1', end, next);
    const inside = buf.toString('latin1', pos, end).match(/\r\n|\r|\n/g) ?? [];
    this.foreign ||= inside.some((found) => found !== lineEnd);
  }

  private passBy(kind: NonRecord, buf: Buffer, pos: number, span: number): number {
    this.sink.nonRecord?.(kind, buf, pos, this.reader.next);
    this.tally.nonRecordLines += span;
    return this.advance(buf, span);
  }

  /** Refuses only the physical line the record began on, so that a stray quote cannot swallow the records after it. */
  private refuseLine(reason: RejectReason, buf: Buffer, pos: number, final: boolean): number {
    const { reader } = this;
    const field = reader.fields;
    if (!reader.readLine(buf, pos, final)) {
      if (!this.tooLong(buf, pos)) return -1;
      this.overlong.begin(this.base + pos);
      return this.drain(buf, pos, final);
    }
    if (reader.end - pos > this.max) {
      this.overlong.begin(this.base + pos);
      return this.drain(buf, pos, final);
    }
    if (this.wantsHeader && reason !== 'record_too_long') return this.takeBadHeader(reason, buf, pos);
    reader.fields = field;
    return this.refuse(reason, buf, pos, 1);
  }

  /** A header with broken quotes still says, by its delimiters, how many columns to expect. */
  private takeBadHeader(reason: RejectReason, buf: Buffer, pos: number): number {
    const bare = buf.subarray(pos, this.reader.end);
    const delimiter = this.dialect.delimiter.charCodeAt(0);
    if (this.columns === 0) this.columns = bare.reduce((sum, byte) => sum + Number(byte === delimiter), 1);
    this.tally.headerProblem = reason;
    this.wantsHeader = false;
    this.tally.headerLines += 1;
    return this.passBy('header', buf, pos, 1);
  }

  private refuse(reason: RejectReason, buf: Buffer, pos: number, span: number): number {
    const { end, next, fields } = this.reader;
    const miscount = reason === 'too_many_fields' || reason === 'too_few_fields';
    const malformed = reason === 'text_after_quote' || reason === 'unclosed_quote';
    const column = reason === 'too_many_fields' ? this.columns + 1 : malformed ? fields : null;
    this.report(
      reason,
      this.base + pos,
      next - pos,
      Buffer.from(buf.subarray(pos, end)),
      span,
      column,
      miscount ? fields : null,
    );
    return this.advance(buf, span);
  }

  private report(
    reason: RejectReason,
    offset: number,
    length: number,
    raw: Buffer,
    span: number,
    column: number | null,
    fields: number | null,
  ): void {
    const { tally, line } = this;
    if (this.toSkip > 0) this.toSkip -= 1;
    else if (this.wantsHeader) {
      this.wantsHeader = false;
      tally.headerProblem = reason;
    }
    const expected = this.columns === 0 ? null : this.columns;
    const lastLine = line + span - 1;
    this.sink.reject({ line, lastLine, offset, length, reason, column, raw, before: tally.records, fields, expected });
    tally.rejects += 1;
    tally.rejectLines += span;
    tally.recordLines += span;
    tally.quotedNewlines += span - 1;
  }

  /** Goes on through a line too long to hold. */
  private drain(buf: Buffer, pos: number, final: boolean): number {
    const { reader, overlong } = this;
    if (!reader.readLine(buf, pos, final)) {
      // The last byte may be a CR whose LF has not come yet.
      const held = buf[buf.length - 1] === 13 ? 1 : 0;
      const stop = buf.length - held;
      overlong.take(buf, pos, stop);
      return stop > pos ? stop : -1;
    }
    overlong.take(buf, pos, reader.end);
    const { offset, length, raw } = overlong.finish();
    this.report('record_too_long', offset, length + reader.next - reader.end, raw, 1, null, null);
    return this.advance(buf, 1);
  }

  private advance(buf: Buffer, span: number): number {
    const { end, next } = this.reader;
    const { lineEnds } = this.tally;
    if (next - end === 2) lineEnds.crlf += 1;
    else if (next > end) {
      if (buf[end] === 10) lineEnds.lf += 1;
      else lineEnds.cr += 1;
    }
    this.line += span;
    return next;
  }
}
