/** What the scan worker is asked and what it answers. Plain data: it crosses a thread, and the worker starts without zod. */
import type { Encoding, SourceFormat } from '../../contract/load.ts';
import type { CsvDialect } from './scan/csv-dialect.ts';
import type { ScanTally } from './scan/csv-report.ts';

export interface ScanJob {
  readonly path: string;
  readonly format: SourceFormat;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  /** CSV only. */
  readonly dialect: CsvDialect | null;
  /** Files to write: anchors as CSV, rejects as JSON lines, good records as a clean CSV copy. Null: not wanted. */
  readonly anchors: string | null;
  readonly rejects: string | null;
  readonly clean: string | null;
  /** JSON: the keys known so far, the clean copy's columns; keys that turn up later are appended. */
  readonly keys: readonly string[];
}

export interface ScanOutcome {
  /** Of the file as it lies on the disk, compressed or not. */
  readonly sha256: string;
  readonly bytes: number;
  /** Null for Parquet, which has no lines to count. */
  readonly tally: ScanTally | null;
  /** CSV: the header's names as written, null for an empty one. */
  readonly header: readonly (string | null)[] | null;
  /** JSON: every key seen, in order of first appearance. */
  readonly keys: readonly string[];
  /** JSON: keys turned up after the first record was written, so the copy's rows differ in length. */
  readonly cleanIsRagged: boolean;
}

export type ScanMessage =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'done'; readonly outcome: ScanOutcome }
  | { readonly kind: 'failed'; readonly errno: string | null; readonly what: ScanFailure };

/** Closed, so that the engine can say each in words. */
export type ScanFailure = 'read' | 'gzip' | 'decode' | 'write' | 'bug';
