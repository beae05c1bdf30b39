/**
 * CSV into landing. DuckDB and the independent counter read the file side by side; where the counter finds anything
 * DuckDB would refuse or read otherwise, DuckDB reads the counter's clean copy of the good records instead.
 */
import { rm } from 'node:fs/promises';
import { isDeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { duckdbErrorKind } from '../db/map-error.ts';
import { landCsv, type CsvReading } from './land.sql.ts';
import { finishText, landCleanCopy, scanText, type TextOutcome } from './land-text.ts';
import { landedRows, recordsPath, type LandedFile, type LandingPlace } from './landing-place.ts';
import { nameColumns } from './name-columns.ts';
import type { ReadingPlan } from './plan-reading.ts';
import { headerUnreadable, nothingReadable, sourceChanged } from './source-problems.ts';

export async function landCsvFile(connection: Connection, plan: ReadingPlan, place: LandingPlace): Promise<LandedFile> {
  const direct = directReading(plan);
  if (direct === null) {
    const outcome = await scanText(plan, place, { clean: true });
    return landCleanCopy(connection, plan, place, outcome, columnsOf(outcome, plan));
  }
  const [outcome, parsed] = await bothOrNeither(
    scanText(plan, place, { clean: false }).then((scanned) => {
      place.onWriting(scanned.tally.records);
      return scanned;
    }),
    landDirectly(connection, direct, recordsPath(place)),
  );
  const { tally } = outcome;
  const columns = columnsOf(outcome, plan);
  const agreed =
    parsed &&
    !tally.needsCleanCopy &&
    sameNames(columns, direct.columns) &&
    (await landedRows(connection, place)) === tally.records;
  if (agreed) return finishText(connection, plan, place, outcome, columns, null);
  await rm(recordsPath(place), { force: true });
  const again = await scanText(plan, place, { clean: true, phase: 'reading again' });
  if (again.sha256 !== outcome.sha256) throw sourceChanged(plan.file.path);
  return landCleanCopy(connection, plan, place, again, columns);
}

/** DuckDB's own attempt at the original; null where it could not read these bytes at all. */
function directReading(plan: ReadingPlan): CsvReading | null {
  const { dialect, bytesPerRow } = plan;
  if (dialect === null || plan.encoding !== 'utf-8' || (dialect.skipLines ?? 0) > 0) return null;
  const columns = nameColumns(plan.names, []).map((column) => column.name);
  if (columns.length === 0) return null;
  return { path: plan.file.local, dialect, columns, gzip: plan.gzip, cleanCopy: false, bytesPerRow };
}

/** False when DuckDB refuses the file: the clean copy is then its second chance. */
async function landDirectly(connection: Connection, reading: CsvReading, landing: string): Promise<boolean> {
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

/** As the whole file has them; the plan knows only its head. */
function columnsOf(outcome: TextOutcome, plan: ReadingPlan): Column[] {
  const { header, tally } = outcome;
  if (tally.headerProblem !== null) throw headerUnreadable(plan.file.path);
  if (header === null && tally.columns === 0) throw nothingReadable(plan.file.path);
  if (header === null) {
    return Array.from({ length: tally.columns }, (_, index) => ({ name: `column_${index + 1}`, type: 'VARCHAR' }));
  }
  return nameColumns(
    header.map((name) => name ?? ''),
    [],
  );
}

function sameNames(columns: readonly Column[], names: readonly string[]): boolean {
  return columns.length === names.length && columns.every((column, index) => column.name === names[index]);
}
