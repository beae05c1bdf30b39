import { isJson } from './is-json.ts';
import type { JsonLedger } from './json-report.ts';
import type { View, Walk } from './json-scanner.ts';
import { isSpace, JsonReader, MORE } from './json-value.ts';
import { OverlongLine } from './overlong-line.ts';
import type { RejectReason } from './records.ts';

/** One object a line. Lines end in LF; a CR before it belongs to the line end. */
export class LineWalk implements Walk {
  private readonly reader = new JsonReader();
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
    let start = pos;
    let stop = end;
    while (start < stop && isSpace(buf[start])) start += 1;
    while (stop > start && isSpace(buf[stop - 1])) stop -= 1;
    if (start === stop) {
      this.ledger.tally.blankLines += 1;
      return;
    }
    const problem = isUtf8(pos, end) ? this.judge(buf, start, stop) : 'invalid_encoding';
    if (problem === null) {
      this.ledger.record(base + pos, end - pos, 1, this.reader.keys, this.reader.values);
      return;
    }
    const column = problem === 'invalid_encoding' || problem === 'not_an_object' ? null : this.reader.at - pos + 1;
    this.ledger.reject(problem, base + pos, next - pos, Buffer.from(buf.subarray(pos, end)), 1, column);
  }

  private judge(buf: Buffer, start: number, stop: number): RejectReason | null {
    const { reader } = this;
    if (buf[start] !== 123) return isJson(buf.toString('utf8', start, stop)) ? 'not_an_object' : this.notJson(start);
    const end = reader.readObject(buf, start, stop);
    reader.at = end === MORE ? stop : end < 0 ? reader.at : end;
    if (end === stop) return null;
    return end === MORE ? 'truncated' : end < 0 ? reader.problem : 'trailing_text';
  }

  private notJson(at: number): RejectReason {
    this.reader.at = at;
    return 'not_json';
  }
}
