/** Whether a load can be published, and whether just this was published before. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Blocker, PublishInput } from '../../contract/publish.ts';
import type { Receipt } from '../../contract/load.ts';
import { selectLatestValidation, type ValidationRow } from '../checks/check-store.sql.ts';
import type { Connection } from '../db/connection.ts';
import { selectSuiteName } from '../intake/load-store.sql.ts';
import { receiptOf } from '../intake/describe-loads.ts';
import { type StoredLoad } from '../intake/load-store.ts';
import { readFooter } from '../intake/parquet-footer.ts';
import { countReleasable, type Stamp } from './bronze.sql.ts';
import { ingestDate } from './bronze-columns.ts';
import type { BronzePlace } from './bronze-place.ts';
import { selectByIdentity, type PublishRow } from './publish-store.sql.ts';

const sentencesSchema = z.array(z.string());

export interface Readiness {
  readonly load: StoredLoad;
  readonly receipt: Receipt;
  readonly blockers: readonly Blocker[];
  readonly couldNotRun: readonly string[];
  readonly rows: number;
  /** Of them, those that were never under review. */
  readonly untouched: number;
  readonly nothingUnderReview: boolean;
  /** The last check; null where there was none, which blocks. */
  readonly checked: Checked | null;
}

export interface Checked {
  readonly validation: string;
  readonly suite: string;
  readonly suiteName: string;
}

export function stampNow(now = new Date()): Stamp {
  return { ingestTimestamp: now.toISOString(), ingestDate: now.toISOString().slice(0, 10) };
}

/** The same load in the same state, published in the same way to the same place, has the same identity. */
export function identityOf(
  load: StoredLoad,
  place: Pick<BronzePlace, 'target' | 'endpoint'>,
  input: PublishInput,
): string {
  const parts = [
    load.row.id,
    load.row.revision,
    load.row.suite_hash,
    place.target,
    input.partition_by,
    input.compression,
    input.with_quarantine,
    ...(place.endpoint === null ? [] : [place.endpoint]),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The publish that already holds exactly this, if its files are all still there as its manifest says. */
export async function standingPublish(
  connection: Connection,
  place: BronzePlace,
  identity: string,
): Promise<PublishRow | undefined> {
  for (const row of await connection.all<PublishRow>(selectByIdentity(identity))) {
    const read = await place.readManifest(row.path);
    if (read?.manifest.publish_id === row.id && (await place.holds(row.path, read.manifest.files))) return row;
  }
  return undefined;
}

export async function readiness(connection: Connection, load: StoredLoad, input: PublishInput): Promise<Readiness> {
  const drawn = await receiptOf(connection, load.row);
  const missing = await missingFromLanding(load);
  const receipt = missing === null ? drawn : { ...drawn, balanced: false, problem: drawn.problem ?? missing };
  // With records missing from landing there is nothing to count: the blocker says so.
  const counts = missing === null ? await connection.only<ReleasableCounts>(countReleasable(load)) : nothing;
  const validation = await connection.one<ValidationRow>(selectLatestValidation(load.row.id));
  const checked = validation === undefined ? null : await checkedBy(connection, validation);
  const couldNotRun = sentencesSchema.parse(JSON.parse(validation?.could_not_run ?? '[]'));
  return {
    load,
    receipt,
    couldNotRun,
    checked,
    rows: counts.untouched + counts.released,
    untouched: counts.untouched,
    nothingUnderReview: counts.under_review === 0,
    blockers: blockersOf(load, receipt, couldNotRun, input),
  };
}

async function checkedBy(connection: Connection, validation: ValidationRow): Promise<Checked> {
  const { name } = await connection.only<{ name: string }>(selectSuiteName(validation.suite_hash));
  return { validation: validation.id, suite: validation.suite_hash, suiteName: name };
}

interface ReleasableCounts {
  readonly untouched: number;
  readonly released: number;
  readonly under_review: number;
}

const nothing: ReleasableCounts = { untouched: 0, released: 0, under_review: 0 };

/** Landing may have been tampered with or cut off since the load: its rows are counted once more. */
async function missingFromLanding(load: StoredLoad): Promise<Receipt['problem']> {
  for (const [index, landing] of load.landing.entries()) {
    const file = load.files[index];
    if (file === undefined) continue;
    const landed = await readableRows(landing.records);
    const placed = landing.anchors === null || existsSync(landing.anchors);
    if (landed === file.records && placed) continue;
    return {
      message: `Of ${file.records} records read from this file, landing now holds ${placed ? landed : 'none whose place is known'}.`,
      file: file.path,
      first_line: 1,
      last_line: file.physical_lines,
    };
  }
  return null;
}

/** None where the file is missing or damaged. Not DuckDB's to find out: its transaction would be lost. */
async function readableRows(records: string): Promise<number> {
  try {
    return (await readFooter(records)).rows;
  } catch {
    return 0;
  }
}

export function blockersOf(
  load: StoredLoad,
  receipt: Receipt,
  couldNotRun: readonly string[],
  input: PublishInput,
): Blocker[] {
  const blockers: Blocker[] = [];
  if (!receipt.balanced) {
    const { problem } = receipt;
    const where =
      problem === null
        ? ''
        : ` ${problem.message} Look at ${problem.file}, lines ${problem.first_line} to ${problem.last_line}.`;
    blockers.push({
      code: 'unbalanced',
      message: `The receipt does not balance, so records may be missing.${where} Load the file again before publishing.`,
    });
  }
  if (load.row.suite_hash === null) {
    blockers.push({ code: 'not_checked', message: 'The load has not been checked yet. Run "check" on it first.' });
  }
  if (couldNotRun.length > 0 && input.accept_could_not_run === undefined) {
    blockers.push({
      code: 'could_not_run',
      message: `${couldNotRun.length === 1 ? 'One expectation' : `${couldNotRun.length} expectations`} could not run: ${couldNotRun.join('; ')}. Mend the suite and check again, or accept it with a reason.`,
    });
  }
  for (const [index, column] of input.partition_by.entries()) {
    if (input.partition_by.indexOf(column) < index) {
      blockers.push({ code: 'unknown_column', message: `“${column}” is named twice to partition by. Name it once.` });
    }
    if (column === ingestDate || load.columns.some((each) => each.name === column)) continue;
    blockers.push({
      code: 'unknown_column',
      message: `There is no column “${column}” to partition by. The load has: ${load.columns.map((each) => each.name).join(', ')}; and ${ingestDate}.`,
    });
  }
  return blockers;
}
