/** Where a file's landing is put together, and what comes of it. */
import { join } from 'node:path';
import type { Column } from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { countLanded } from './land.sql.ts';
import type { Disagreement } from './locate-disagreement.ts';
import type { ReadingPlan } from './plan-reading.ts';
import type { ScanTally } from './scan/csv-report.ts';

export interface LandedFile {
  readonly plan: ReadingPlan;
  readonly sha256: string;
  readonly columns: readonly Column[];
  readonly tally: ScanTally;
  /** Rows DuckDB wrote to landing. */
  readonly landed: number;
  readonly disagreement: Disagreement | null;
  /** JSON lines of rejects in staging; null when there are none. */
  readonly rejects: string | null;
  readonly notes: readonly string[];
}

/** A file may have to be read a second time, which is told apart so that progress stays true. */
export type ReadingPhase = 'reading' | 'reading again';

export interface LandingPlace {
  /** For side files that nobody keeps. */
  readonly staging: string;
  /** For what becomes the load's landing folder. */
  readonly landing: string;
  readonly file: number;
  readonly signal: AbortSignal | undefined;
  /** The source is read, and DuckDB still writes these records down; how far it is, it does not say. */
  readonly onWriting: (records: number) => void;
  readonly onBytes: (bytes: number, phase: ReadingPhase) => void;
}

export const recordsFile = (file: number): string => `records-${file}.parquet`;
export const anchorsFile = (file: number): string => `anchors-${file}.parquet`;

export const recordsPath = (place: LandingPlace): string => join(place.landing, recordsFile(place.file));
export const anchorsPath = (place: LandingPlace): string => join(place.landing, anchorsFile(place.file));

export async function landedRows(connection: Connection, place: LandingPlace): Promise<number> {
  return (await connection.only<{ records: number }>(countLanded(recordsPath(place)))).records;
}
