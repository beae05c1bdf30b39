import { isUtf8 } from 'node:buffer';
import { ByteFeed, hasBom, isUtf8Stretch } from './byte-feed.ts';
import { DEFAULT_MAX_RECORD_BYTES } from './csv-report.ts';
import { ArrayWalk } from './json-array.ts';
import { LineWalk } from './json-lines.ts';
import { JsonLedger, type JsonSink, type JsonTally } from './json-report.ts';

/**
 * The independent counter for JSON: one object a line ('lines'), or one array of objects ('array'; a file that is a single object
 * counts as an array of one). Pushed UTF-8 in chunks of any size.
 */

export interface JsonScannerOptions {
  /** Longest record in bytes. Default 8 MiB. */
  maxRecordBytes?: number;
}

/** One shape of file. `step` answers where the next one starts, -1 when more bytes are needed. */
export interface Walk {
  step(view: View, pos: number): number;
  /** All bytes have been seen; answers whether the file was complete. */
  finish(view: View): boolean;
}

/** What a walk may look at. */
export interface View {
  buf: Buffer;
  /** File offset of the first byte of `buf`. */
  base: number;
  final: boolean;
  isUtf8: (start: number, end: number) => boolean;
}

export class JsonScanner {
  private readonly feed = new ByteFeed();
  private readonly ledger: JsonLedger;
  private readonly walk: Walk;
  private base = 0;
  private started = false;

  constructor(shape: 'lines' | 'array', sink: JsonSink, options: JsonScannerOptions = {}) {
    const max = options.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES;
    this.ledger = new JsonLedger(sink);
    this.walk = shape === 'lines' ? new LineWalk(this.ledger, max) : new ArrayWalk(this.ledger, max);
  }

  /** The chunk may be reused afterwards. */
  push(chunk: Buffer): void {
    this.ledger.bytes(chunk);
    const bytes = this.feed.add(chunk);
    if (bytes) this.scan(bytes, false);
  }

  end(): JsonTally {
    const complete = this.scan(this.feed.take(), true);
    return this.ledger.finish(complete);
  }

  private scan(buf: Buffer, final: boolean): boolean {
    let pos = 0;
    if (!this.started && (buf.length >= 3 || final)) {
      this.started = true;
      pos = hasBom(buf) ? 3 : 0;
    }
    const valid = isUtf8Stretch(buf, final);
    const view: View = {
      buf,
      base: this.base,
      final,
      isUtf8: (start, end) => valid || isUtf8(buf.subarray(start, end)),
    };
    while (this.started && pos < buf.length) {
      const next = this.walk.step(view, pos);
      if (next < 0) break;
      pos = next;
    }
    this.base += pos;
    this.feed.keep(buf.subarray(pos));
    return final && this.walk.finish(view);
  }
}
