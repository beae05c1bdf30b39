import { isJson } from './is-json.ts';
import { isSpace, JsonReader, MORE } from './json-value.ts';
import type { RejectReason } from './records.ts';

/** Why a stretch of bytes is no record; `column` is the 1-based byte at which it shows, where that can be told. */
export interface Fault {
  readonly reason: RejectReason;
  readonly column: number | null;
}

/** Reads stretches of bytes of which each should be one JSON object: a line of a file, the value of a message. */
export class JsonRecord {
  private readonly reader = new JsonReader();

  /** Of the object read last: its keys (the same array while they do not change) and their values. */
  get keys(): readonly string[] {
    return this.reader.keys;
  }

  get values(): readonly (string | null)[] {
    return this.reader.values;
  }

  /** Null when there is an object from `start` to `end`, spaces around it aside; 'blank' when there is nothing. */
  read(buf: Buffer, start: number, end: number, isUtf8: boolean): Fault | 'blank' | null {
    let from = start;
    let to = end;
    while (from < to && isSpace(buf[from])) from += 1;
    while (to > from && isSpace(buf[to - 1])) to -= 1;
    if (from === to) return 'blank';
    if (!isUtf8) return { reason: 'invalid_encoding', column: null };
    const reason = this.judge(buf, from, to);
    if (reason === null) return null;
    return { reason, column: reason === 'not_an_object' ? null : this.reader.at - start + 1 };
  }

  private judge(buf: Buffer, start: number, stop: number): RejectReason | null {
    const { reader } = this;
    if (buf[start] !== 123) {
      reader.at = start;
      return isJson(buf.toString('utf8', start, stop)) ? 'not_an_object' : 'not_json';
    }
    const end = reader.readObject(buf, start, stop);
    reader.at = end === MORE ? stop : end < 0 ? reader.at : end;
    if (end === stop) return null;
    return end === MORE ? 'truncated' : end < 0 ? reader.problem : 'trailing_text';
  }
}
