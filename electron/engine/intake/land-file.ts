/**
 * One file into landing. DuckDB and the independent counter read it side by side; where the counter finds anything
 * DuckDB would refuse or read otherwise, the counter writes a clean copy of the good records and DuckDB reads that.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadataAsync } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { duckdbErrorKind } from '../db/map-error.ts';
import { countLanded, landAnchors, landCsv, landParquet, parquetColumns } from './land.sql.ts';
import { locateDisagreement, type Disagreement } from './locate-disagreement.ts';
import { nameColumns } from './name-columns.ts';
import type { ReadingPlan } from './plan-reading.ts';
import { canonicalDialect } from './scan/csv-dialect.ts';
import { emptyTally, type ScanTally } from './scan/csv-report.ts';
import { scan } from './scan.ts';
import type { ScanJob, ScanOutcome } from './scan-job.ts';
import { unzipTo } from './unzip.ts';

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

export interface LandingPlace {
  /** For side files that nobody keeps. */
  readonly staging: string;
  /** For what becomes the load's landing folder. */
  readonly landing: string;
  readonly file: number;
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}

export const recordsFile = (file: number): string => `records-${file}.parquet`;
export const anchorsFile = (file: number): string => `anchors-${file}.parquet`;

export async function landFile(connection: Connection, plan: ReadingPlan, place: LandingPlace): Promise<LandedFile> {
  switch (plan.format) {
    case 'csv':
      return landCsvFile(connection, plan, place);
    case 'jsonl':
    case 'json':
      return landJsonFile(connection, plan, place);
    case 'parquet':
      return landParquetFile(connection, plan, place);
  }
}

async function landCsvFile(connection: Connection, plan: ReadingPlan, place: LandingPlace): Promise<LandedFile> {
  const landing = join(place.landing, recordsFile(place.file));
  const direct = directReading(plan);
  const [outcome, parsed] = await bothOrNeither(
    scan(jobFor(plan, place, { clean: false, keys: [] }), place.signal, place.onBytes),
    direct === null ? Promise.resolve(false) : landDirectly(connection, direct, landing),
  );
  const tally = talliesOf(outcome);
  if (tally.headerProblem !== null) throw headerUnreadable(plan);
  const columns = csvColumns(outcome, tally, plan);
  const agreed =
    parsed &&
    !tally.needsCleanCopy &&
    sameNames(columns, direct) &&
    (await landedRows(connection, landing)) === tally.records;
  if (agreed) return finish(connection, plan, place, outcome, columns, null);
  await rm(landing, { force: true });
  const again = await scan(jobFor(plan, place, { clean: true, keys: [] }), place.signal, () => undefined);
  if (again.sha256 !== outcome.sha256) throw sourceChanged(plan.file.path);
  return landCleanCopy(connection, plan, place, again, columns);
}

async function landJsonFile(connection: Connection, plan: ReadingPlan, place: LandingPlace): Promise<LandedFile> {
  let outcome = await scan(jobFor(plan, place, { clean: true, keys: [] }), place.signal, place.onBytes);
  if (outcome.cleanIsRagged) {
    const first = outcome.sha256;
    outcome = await scan(jobFor(plan, place, { clean: true, keys: outcome.keys }), place.signal, () => undefined);
    if (outcome.sha256 !== first) throw sourceChanged(plan.file.path);
  }
  const columns = nameColumns(outcome.keys, []);
  return landCleanCopy(connection, plan, place, outcome, columns);
}

async function landParquetFile(connection: Connection, plan: ReadingPlan, place: LandingPlace): Promise<LandedFile> {
  const path = plan.gzip
    ? await unzipTo(plan.file.path, join(place.staging, `unzipped-${place.file}.parquet`), place.signal)
    : plan.file.path;
  const outcome = await scan(jobFor(plan, place, { clean: false, keys: [] }), place.signal, place.onBytes);
  const [described, records] = await readParquet(connection, path, plan.file.path);
  const columns = nameColumns(
    described.map((column) => column.name),
    described.map((column) => column.type),
  );
  const pairs = columns.map((column, index) => ({ from: described[index]?.name ?? '', to: column.name }));
  const landing = join(place.landing, recordsFile(place.file));
  await connection.run(landParquet(path, pairs, landing));
  const landed = await landedRows(connection, landing);
  // Parquet has rows, not lines: each row stands for one.
  const tally = { ...emptyTally(), bytes: outcome.bytes, records, physicalLines: records, recordLines: records };
  const disagreement = landed === records ? null : { firstLine: 1, lastLine: records };
  return { plan, sha256: outcome.sha256, columns, tally, landed, disagreement, rejects: null, notes: [] };
}

async function landCleanCopy(
  connection: Connection,
  plan: ReadingPlan,
  place: LandingPlace,
  outcome: ScanOutcome,
  columns: readonly Column[],
): Promise<LandedFile> {
  const copy = cleanPath(place);
  const names = columns.map((column) => column.name);
  const reading = {
    path: copy,
    dialect: { ...canonicalDialect, header: false },
    columns: names,
    gzip: false,
    cleanCopy: true,
  };
  if (columns.length === 0) throw nothingReadable(plan);
  const landing = join(place.landing, recordsFile(place.file));
  await connection.run(landCsv(reading, landing));
  const landed = await landedRows(connection, landing);
  const disagreement =
    landed === talliesOf(outcome).records
      ? null
      : await locateDisagreement(
          connection,
          reading,
          anchorsCsv(place),
          place.staging,
          talliesOf(outcome).physicalLines,
        );
  await rm(copy, { force: true });
  return finish(connection, plan, place, outcome, columns, disagreement);
}

async function finish(
  connection: Connection,
  plan: ReadingPlan,
  place: LandingPlace,
  outcome: ScanOutcome,
  columns: readonly Column[],
  disagreement: Disagreement | null,
): Promise<LandedFile> {
  const tally = talliesOf(outcome);
  await connection.run(landAnchors(anchorsCsv(place), join(place.landing, anchorsFile(place.file))));
  await rm(anchorsCsv(place), { force: true });
  const landed = await landedRows(connection, join(place.landing, recordsFile(place.file)));
  return {
    plan,
    sha256: outcome.sha256,
    columns,
    tally,
    landed,
    disagreement,
    rejects: tally.rejects === 0 ? null : rejectsPath(place),
    notes: notesOf(tally),
  };
}

/** DuckDB's own attempt at the original; null where it could not read these bytes at all. */
function directReading(plan: ReadingPlan): Parameters<typeof landCsv>[0] | null {
  const { dialect } = plan;
  if (dialect === null || plan.encoding !== 'utf-8' || (dialect.skipLines ?? 0) > 0) return null;
  const columns = nameColumns(plan.names, []).map((column) => column.name);
  return columns.length === 0 ? null : { path: plan.file.path, dialect, columns, gzip: plan.gzip, cleanCopy: false };
}

/** False when DuckDB refuses the file: the clean copy is then its second chance. */
async function landDirectly(
  connection: Connection,
  reading: Parameters<typeof landCsv>[0],
  landing: string,
): Promise<boolean> {
  try {
    await connection.run(landCsv(reading, landing));
    return true;
  } catch (error) {
    if (isDeskError(error, 'INTERNAL') && duckdbErrorKind(error) !== undefined) return false;
    throw error;
  }
}

/** Waits for both even when one fails: nothing may still be writing into staging when it is removed. */
async function bothOrNeither<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}

function jobFor(plan: ReadingPlan, place: LandingPlace, what: { clean: boolean; keys: readonly string[] }): ScanJob {
  const isText = plan.format !== 'parquet';
  return {
    path: plan.file.path,
    format: plan.format,
    gzip: plan.gzip && isText,
    encoding: plan.encoding,
    dialect: plan.dialect,
    anchors: isText ? anchorsCsv(place) : null,
    rejects: isText ? rejectsPath(place) : null,
    clean: what.clean ? cleanPath(place) : null,
    keys: what.keys,
  };
}

const anchorsCsv = (place: LandingPlace): string => join(place.staging, `anchors-${place.file}.csv`);
const rejectsPath = (place: LandingPlace): string => join(place.staging, `rejects-${place.file}.jsonl`);
const cleanPath = (place: LandingPlace): string => join(place.staging, `clean-${place.file}.csv`);

async function landedRows(connection: Connection, landing: string): Promise<number> {
  return (await connection.only<{ records: number }>(countLanded(landing))).records;
}

function talliesOf(outcome: ScanOutcome): ScanTally {
  if (outcome.tally === null) throw new DeskError('INTERNAL', 'A text source was read without being counted.');
  return outcome.tally;
}

function csvColumns(outcome: ScanOutcome, tally: ScanTally, plan: ReadingPlan): Column[] {
  if (outcome.header !== null)
    return nameColumns(
      outcome.header.map((name) => name ?? ''),
      [],
    );
  if (tally.columns === 0) throw nothingReadable(plan);
  return Array.from({ length: tally.columns }, (_, index) => ({ name: `column_${index + 1}`, type: 'VARCHAR' }));
}

function sameNames(columns: readonly Column[], direct: { columns: readonly string[] } | null): boolean {
  return (
    direct !== null && columns.length === direct.columns.length && columns.every((c, i) => c.name === direct.columns[i])
  );
}

async function readParquet(
  connection: Connection,
  path: string,
  shown: string,
): Promise<[{ name: string; type: string }[], number]> {
  try {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return [await connection.describe(parquetColumns(path)), Number(metadata.num_rows)];
  } catch (error) {
    throw new DeskError(
      'SOURCE_UNREADABLE',
      `${shown} starts like Parquet but cannot be read as such: it is damaged or cut off. Fetch it again, then load it. Nothing was loaded.`,
      { path: shown },
      { cause: error },
    );
  }
}

function notesOf(tally: ScanTally): string[] {
  const { crlf, lf, cr } = tally.lineEnds;
  const kinds = [lf, crlf, cr].filter((count) => count > 0).length;
  const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  return [
    ...(tally.blankLines > 0 ? [`${plural(tally.blankLines, 'blank line')} held no record.`] : []),
    ...(kinds > 1 ? [`Line ends are mixed: ${lf} LF, ${crlf} CRLF, ${cr} CR.`] : []),
    ...(tally.quotedNewlines > 0
      ? [`${plural(tally.quotedNewlines, 'line break')} stood inside quoted values and were kept.`]
      : []),
  ];
}

function headerUnreadable(plan: ReadingPlan): DeskError {
  return new DeskError(
    'SOURCE_UNREADABLE',
    `${plan.file.path}: the header line cannot be read with this dialect, so the columns have no names. Check the delimiter and quote, or say --no-header, then load it again.`,
    { path: plan.file.path },
  );
}

function nothingReadable(plan: ReadingPlan): DeskError {
  return new DeskError(
    'SOURCE_EMPTY',
    `${plan.file.path} holds no readable record. Look at its first lines with "preview"; perhaps the format or dialect was detected wrongly.`,
    { path: plan.file.path },
  );
}

export function sourceChanged(path: string): DeskError {
  return new DeskError(
    'SOURCE_CHANGED',
    `${path} changed while it was being read. Wait until it is complete, then load it again. Nothing was loaded.`,
    { path },
  );
}
