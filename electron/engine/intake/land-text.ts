/** What CSV and JSON have in common on their way into landing: the counter's run, its clean copy, its side files. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { landAnchors, landCsv } from './land.sql.ts';
import {
  anchorsPath,
  landedRows,
  recordsPath,
  type LandedFile,
  type LandingPlace,
  type ReadingPhase,
} from './landing-place.ts';
import { locateDisagreement, type Disagreement } from './locate-disagreement.ts';
import type { ReadingPlan } from './plan-reading.ts';
import { canonicalDialect } from './scan/csv-dialect.ts';
import type { ScanTally } from './scan/csv-report.ts';
import { scan } from './scan.ts';
import type { ScanOutcome } from './scan-job.ts';
import { nothingReadable } from './source-problems.ts';

export interface TextOutcome extends ScanOutcome {
  readonly tally: ScanTally;
}

export interface ScanWish {
  /** Whether to write a clean copy of the good records. */
  readonly clean: boolean;
  /** JSON: the keys an earlier run found. */
  readonly keys?: readonly string[];
  readonly phase?: ReadingPhase;
}

export async function scanText(plan: ReadingPlan, place: LandingPlace, wish: ScanWish): Promise<TextOutcome> {
  const phase = wish.phase ?? 'reading';
  const outcome = await scan(
    {
      path: plan.file.local,
      format: plan.format,
      gzip: plan.gzip,
      encoding: plan.encoding,
      dialect: plan.dialect,
      anchors: anchorsCsv(place),
      rejects: rejectsPath(place),
      clean: wish.clean ? cleanPath(place) : null,
      keys: wish.keys ?? [],
    },
    plan.file.bytes,
    place.signal,
    (bytes) => place.onBytes(bytes, phase),
  );
  const { tally } = outcome;
  if (tally === null) throw new DeskError('INTERNAL', 'A text source was read without being counted.');
  return { ...outcome, tally };
}

export async function landCleanCopy(
  connection: Connection,
  plan: ReadingPlan,
  place: LandingPlace,
  outcome: TextOutcome,
  columns: readonly Column[],
): Promise<LandedFile> {
  if (columns.length === 0) throw nothingReadable(plan.file.path);
  const reading = {
    path: cleanPath(place),
    dialect: { ...canonicalDialect, header: false },
    columns: columns.map((column) => column.name),
    gzip: false,
    cleanCopy: true,
    bytesPerRow: plan.bytesPerRow,
  };
  place.onWriting(outcome.tally.records);
  await connection.run(landCsv(reading, recordsPath(place)));
  const { records, physicalLines } = outcome.tally;
  const disagreement =
    (await landedRows(connection, place)) === records
      ? null
      : await locateDisagreement(connection, reading, anchorsCsv(place), place.staging, physicalLines);
  await rm(reading.path, { force: true });
  return finishText(connection, plan, place, outcome, columns, disagreement);
}

/** Keeps the anchors beside the landed records and sums up. */
export async function finishText(
  connection: Connection,
  plan: ReadingPlan,
  place: LandingPlace,
  outcome: TextOutcome,
  columns: readonly Column[],
  disagreement: Disagreement | null,
): Promise<LandedFile> {
  const { tally, sha256 } = outcome;
  await connection.run(landAnchors(anchorsCsv(place), anchorsPath(place)));
  await rm(anchorsCsv(place), { force: true });
  return {
    plan,
    sha256,
    columns,
    tally,
    landed: await landedRows(connection, place),
    disagreement,
    rejects: tally.rejects === 0 ? null : rejectsPath(place),
    notes: [...headerNote(plan), ...notesOf(tally)],
  };
}

const anchorsCsv = (place: LandingPlace): string => join(place.staging, `anchors-${place.file}.csv`);
const rejectsPath = (place: LandingPlace): string => join(place.staging, `rejects-${place.file}.jsonl`);
const cleanPath = (place: LandingPlace): string => join(place.staging, `clean-${place.file}.csv`);

const sureOfHeader = 0.8;

function headerNote({ dialect, headerConfidence }: ReadingPlan): string[] {
  if (dialect === null || headerConfidence >= sureOfHeader) return [];
  const taken = dialect.header ? 'the header' : 'data';
  const line = (dialect.skipLines ?? 0) + 1;
  return [
    `Line ${line} was taken for ${taken} by guess; say whether the first line names the columns if that is wrong.`,
  ];
}

function notesOf(tally: ScanTally): string[] {
  const { crlf, lf, cr } = tally.lineEnds;
  const kinds = [lf, crlf, cr].filter((count) => count > 0).length;
  const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  return [
    ...(tally.blankLines > 0 ? [`${plural(tally.blankLines, 'blank line')} held no record.`] : []),
    ...(kinds > 1 ? [`Line ends are mixed: ${lf} LF, ${crlf} CRLF, ${cr} CR.`] : []),
    ...(tally.quotedNewlines > 0
      ? [
          `${plural(tally.quotedNewlines, 'line break')} stood inside quoted values and ${tally.quotedNewlines === 1 ? 'was' : 'were'} kept.`,
        ]
      : []),
  ];
}
