import type { Anchor, LineTally, Reject, RejectReason } from './records.ts';

export type NonRecord = 'bom' | 'skipped' | 'header' | 'blank';

export interface ScanSink {
  anchor(anchor: Anchor): void;
  reject(reject: Reject): void;
  /** A good record: `start` to `end` without its line end, which lies in `end` to `next`. The buffer is only good during the call. */
  record?(bytes: Buffer, start: number, end: number, next: number): void;
  /** Bytes that are no record, line end included. */
  nonRecord?(kind: NonRecord, bytes: Buffer, start: number, next: number): void;
  /** Names as written, null for an empty one; not called when the header cannot be read (see `headerProblem`). */
  header?(names: (string | null)[]): void;
}

export interface ScanTally extends LineTally {
  headerLines: number;
  /** Fields a record must have; 0 when no record or header was seen. */
  columns: number;
  /** Outside quotes. */
  lineEnds: { lf: number; crlf: number; cr: number };
  /** Line ends inside quotes, in good records and in rejects of several lines. */
  quotedNewlines: number;
  headerProblem: RejectReason | null;
  /** DuckDB in strict mode would refuse this file, or read it differently: hand it a clean copy of the good records. */
  needsCleanCopy: boolean;
}

export interface CsvScannerOptions {
  /** Longest record in bytes, line end aside. Default 8 MiB. */
  maxRecordBytes?: number;
  expectedColumns?: number;
}

export const DEFAULT_MAX_RECORD_BYTES = 8 * 1024 * 1024;

export const emptyTally = (): ScanTally => ({
  bytes: 0,
  physicalLines: 0,
  recordLines: 0,
  rejectLines: 0,
  nonRecordLines: 0,
  blankLines: 0,
  records: 0,
  rejects: 0,
  headerLines: 0,
  columns: 0,
  lineEnds: { lf: 0, crlf: 0, cr: 0 },
  quotedNewlines: 0,
  headerProblem: null,
  needsCleanCopy: false,
});
