import { AnchorTrail } from './anchors.ts';
import type { Anchor, LineTally, Reject, RejectReason } from './records.ts';

export interface JsonSink {
  anchor(anchor: Anchor): void;
  reject(reject: Reject): void;
  /**
   * A good record: its own keys in source order (the same array while they do not change; a key of another record is missing and
   * means null) and their values: strings unescaped, null as null, everything else the source text as written.
   */
  row?(keys: readonly string[], values: readonly (string | null)[], start: number, end: number): void;
}

export interface JsonTally extends LineTally {
  /** Every key seen in a good record, in order of first sight. */
  keys: string[];
  /** False when an array (or the file) ended before its closing bracket; nothing is lost by it. */
  complete: boolean;
}

/** Keeps count for a JSON scanner. Several records may share a physical line, so lines are counted as a union. */
export class JsonLedger {
  line = 1;
  readonly tally: JsonTally = {
    bytes: 0,
    physicalLines: 0,
    recordLines: 0,
    rejectLines: 0,
    nonRecordLines: 0,
    blankLines: 0,
    records: 0,
    rejects: 0,
    keys: [],
    complete: true,
  };
  private readonly trail: AnchorTrail;
  private readonly known = new Set<string>();
  private lastKeys: readonly string[] | null = null;
  private lastRecordLine = 0;
  private lastRejectLine = 0;
  private breaks = 0;
  private lastByte = 10;

  constructor(private readonly sink: JsonSink) {
    this.trail = new AnchorTrail((anchor) => this.sink.anchor(anchor));
  }

  bytes(chunk: Buffer): void {
    this.tally.bytes += chunk.length;
    this.lastByte = chunk[chunk.length - 1] ?? this.lastByte;
  }

  /** Moves on over bytes, counting their line ends. */
  pass(buf: Buffer, start: number, end: number): void {
    this.passBreaks(countBreaks(buf, start, end));
  }

  passBreaks(count: number): void {
    this.line += count;
    this.breaks += count;
  }

  record(
    offset: number,
    length: number,
    span: number,
    keys: readonly string[],
    values: readonly (string | null)[],
  ): void {
    const { tally } = this;
    this.trail.visit(tally.records, this.line, offset, span);
    if (keys !== this.lastKeys) {
      this.lastKeys = keys;
      for (const key of keys) this.known.add(key);
    }
    this.sink.row?.(keys, values, offset, offset + length);
    tally.records += 1;
    this.touch(span);
  }

  reject(reason: RejectReason, offset: number, length: number, raw: Buffer, span: number, column: number | null): void {
    const { tally, line } = this;
    const lastLine = line + span - 1;
    const before = tally.records;
    this.sink.reject({ line, lastLine, offset, length, reason, column, raw, before, fields: null, expected: null });
    tally.rejects += 1;
    tally.rejectLines += lastLine - Math.max(line - 1, this.lastRejectLine);
    this.lastRejectLine = lastLine;
    this.touch(span);
  }

  finish(complete: boolean): JsonTally {
    const { tally } = this;
    tally.complete = complete;
    tally.keys = [...this.known];
    tally.physicalLines = this.breaks + Number(this.lastByte !== 10);
    tally.nonRecordLines = tally.physicalLines - tally.recordLines;
    return tally;
  }

  private touch(span: number): void {
    const lastLine = this.line + span - 1;
    this.tally.recordLines += lastLine - Math.max(this.line - 1, this.lastRecordLine);
    this.lastRecordLine = lastLine;
  }
}

export function countBreaks(buf: Buffer, start: number, end: number): number {
  let count = 0;
  // The search is kept inside the range: a file on one line would otherwise be searched to its end for every record.
  const part = end - start > 256 ? buf.subarray(start, end) : null;
  if (part) for (let i = part.indexOf(10); i >= 0; i = part.indexOf(10, i + 1)) count += 1;
  else for (let i = start; i < end; i += 1) if (buf[i] === 10) count += 1;
  return count;
}
