import type { JsonLedger } from './json-report.ts';
import type { View, Walk } from './json-scanner.ts';
import { JsonRecord } from './json-record.ts';
import { OverlongLine } from './overlong-line.ts';

/** One object a line. Lines end in LF; a CR before it belongs to the line end. */
export class LineWalk implements Walk {
  private readonly record = new JsonRecord();
  private readonly overlong: OverlongLine;

  constructor(
    private readonly ledger: JsonLedger,
    private readonly max: number,
  ) {
    this.overlong = new OverlongLine(max);
  }

  step(view: View, pos: number): number {
    const { buf, base, final } = view;
    const found = buf.indexOf(10, pos);
    if (found < 0 && !final) {
      if (!this.overlong.active) {
        if (buf.length - pos <= this.max + 1) return -1;
        this.overlong.begin(base + pos);
      }
      // The last byte may be the CR of a line end whose LF has not come yet.
      const stop = buf[buf.length - 1] === 13 ? buf.length - 1 : buf.length;
      this.overlong.take(buf, pos, stop);
      return stop > pos ? stop : -1;
    }
    const lineEnd = found < 0 ? buf.length : found;
    const next = found < 0 ? buf.length : found + 1;
    const end = found > pos && buf[found - 1] === 13 ? found - 1 : lineEnd;
    if (this.overlong.active || end - pos > this.max) {
      if (!this.overlong.active) this.overlong.begin(base + pos);
      this.overlong.take(buf, pos, end);
      this.refuseOverlong(next - end);
    } else this.takeLine(view, pos, end, next);
    this.ledger.passBreaks(Number(found >= 0));
    return next;
  }

  finish(): boolean {
    if (this.overlong.active) this.refuseOverlong(0);
    return true;
  }

  private refuseOverlong(lineEnd: number): void {
    const { offset, length, raw } = this.overlong.finish();
    this.ledger.reject('record_too_long', offset, length + lineEnd, raw, 1, null);
  }

  private takeLine({ buf, base, isUtf8 }: View, pos: number, end: number, next: number): void {
    const { record } = this;
    const fault = record.read(buf, pos, end, isUtf8(pos, end));
    if (fault === 'blank') this.ledger.tally.blankLines += 1;
    else if (fault === null) this.ledger.record(base + pos, end - pos, 1, record.keys, record.values);
    else {
      const raw = Buffer.from(buf.subarray(pos, end));
      this.ledger.reject(fault.reason, base + pos, next - pos, raw, 1, fault.column);
    }
  }
}
