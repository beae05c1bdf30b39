/** Loads as the store keeps them, and as the contract shows them. */
import { join } from 'node:path';
import { z } from 'zod';
import { DeskError } from '../../contract/errors.ts';
import {
  columnSchema,
  dialectSchema,
  encodingSchema,
  receiptSchema,
  sourceFormatSchema,
  type Column,
  type Load,
  type LoadFile,
  type Loaded,
  type Receipt,
} from '../../contract/load.ts';
import type { Connection } from '../db/connection.ts';
import { countRejectStates, countStates } from '../review/review-table.sql.ts';
import type { Workspace } from '../workspace.ts';
import { anchorsFile, recordsFile } from './land-file.ts';
import type { LandingFile } from './landing.sql.ts';
import {
  countCouldNotRun,
  selectLastPublish,
  selectLoad,
  selectLoadFiles,
  selectLoadIds,
  selectLoads,
  selectSuiteName,
  type LoadFileRow,
  type LoadRow,
} from './load-store.sql.ts';

const problemSchema = receiptSchema.shape.problem;
const textsSchema = z.array(z.string());
const columnsSchema = z.array(columnSchema);

/** A load with what every other part of the engine needs to know of it. */
export interface StoredLoad {
  readonly row: LoadRow;
  readonly columns: readonly Column[];
  readonly files: readonly LoadFileRow[];
  readonly landing: readonly LandingFile[];
}

export async function loadIds(connection: Connection): Promise<Set<string>> {
  const rows = await connection.all<{ id: string }>(selectLoadIds());
  return new Set(rows.map((row) => row.id));
}

/** Throws NOT_FOUND. */
export async function storedLoad(connection: Connection, workspace: Workspace, id: string): Promise<StoredLoad> {
  const row = await connection.one<LoadRow>(selectLoad(id));
  if (row === undefined) {
    throw new DeskError('NOT_FOUND', `There is no load ${id} in this workspace. "loads" lists those there are.`, {
      load: id,
    });
  }
  return { row, ...(await readingOf(connection, workspace, row)) };
}

type Reading = Omit<StoredLoad, 'row'>;

/** How a load was read never changes, and every window and every edit asks for it. */
const readings = new WeakMap<Workspace, Map<string, Reading>>();

async function readingOf(connection: Connection, workspace: Workspace, row: LoadRow): Promise<Reading> {
  const known = readings.get(workspace) ?? new Map<string, Reading>();
  readings.set(workspace, known);
  const remembered = known.get(row.id);
  if (remembered !== undefined) return remembered;
  const files = await connection.all<LoadFileRow>(selectLoadFiles(row.id));
  const reading = { columns: columnsOf(row), files, landing: files.map((file) => landingOf(workspace, row, file)) };
  known.set(row.id, reading);
  return reading;
}

export function columnsOf(row: LoadRow): Column[] {
  return columnsSchema.parse(JSON.parse(row.columns));
}

export function staleOf(row: LoadRow): string[] {
  return textsSchema.parse(JSON.parse(row.stale));
}

function landingOf(workspace: Workspace, row: LoadRow, file: LoadFileRow): LandingFile {
  const folder = join(workspace.landing, row.id);
  return {
    records: join(folder, recordsFile(file.file)),
    anchors: row.format === 'parquet' ? null : join(folder, anchorsFile(file.file)),
    firstOrdinal: file.first_ordinal,
  };
}

export async function describeLoad(connection: Connection, id: string): Promise<Loaded> {
  const row = await connection.one<LoadRow>(selectLoad(id));
  if (row === undefined) throw new DeskError('NOT_FOUND', `There is no load ${id} in this workspace.`, { load: id });
  return describe(connection, row);
}

export async function listLoads(connection: Connection): Promise<Load[]> {
  const loads: Load[] = [];
  for (const row of await connection.all<LoadRow>(selectLoads())) loads.push((await describe(connection, row)).load);
  return loads;
}

async function describe(connection: Connection, row: LoadRow): Promise<Loaded> {
  const receipt = await receiptOf(connection, row);
  const files = await connection.all<LoadFileRow>(selectLoadFiles(row.id));
  const published = await connection.one<{ published_at: string; revision: number }>(selectLastPublish(row.id));
  const suite =
    row.suite_hash === null ? undefined : await connection.one<{ name: string }>(selectSuiteName(row.suite_hash));
  const unrun =
    row.checked_at === null ? undefined : await connection.one<{ expectations: number }>(countCouldNotRun(row.id));
  const shownFiles = files.map(showFile);
  const load: Load = {
    id: row.id,
    source: row.source,
    sha256: row.sha256,
    bytes: row.bytes,
    format: sourceFormatSchema.parse(row.format),
    dialect: shownFiles[0]?.dialect ?? null,
    records: row.records,
    rejects: row.rejects,
    clean: receipt.clean,
    corrected: receipt.corrected,
    waived: receipt.waived,
    excluded: receipt.excluded,
    quarantined: receipt.quarantined,
    duplicate_of: row.duplicate_of,
    loaded_at: row.loaded_at,
    loaded_by: row.loaded_by,
    columns: columnsOf(row),
    files: shownFiles,
    suite: row.suite_hash === null ? null : { name: suite?.name ?? '', hash: row.suite_hash },
    checked_at: row.checked_at,
    could_not_run: unrun?.expectations ?? 0,
    stale: staleOf(row).length > 0,
    published_at: published?.published_at ?? null,
    changed_since_publish: published !== undefined && published.revision !== row.revision,
  };
  return { load, receipt };
}

function showFile(file: LoadFileRow): LoadFile {
  return {
    file: file.file,
    path: file.path,
    bytes: file.bytes,
    sha256: file.sha256,
    records: file.records,
    rejects: file.rejects,
    physical_lines: file.physical_lines,
    encoding: encodingSchema.parse(file.encoding),
    compression: file.compression === 'gzip' ? 'gzip' : 'none',
    dialect: file.dialect === null ? null : dialectSchema.parse(JSON.parse(file.dialect)),
    evidence: textsSchema.parse(JSON.parse(file.evidence)),
  };
}

interface StateCounts {
  clean: number;
  corrected: number;
  waived: number;
  excluded: number;
  quarantined: number;
  from_source: number;
  repaired: number;
}

/** Adds the states up afresh and holds them against what the counter found: a receipt is never stored, always drawn. */
export async function receiptOf(connection: Connection, row: LoadRow): Promise<Receipt> {
  const states = await connection.only<StateCounts>(countStates(row.id));
  const rejects = await connection.only<{ quarantined: number; excluded: number; repaired: number }>(
    countRejectStates(row.id),
  );
  const clean = row.landed - states.from_source + states.clean;
  const excluded = states.excluded + rejects.excluded;
  const quarantined = states.quarantined + rejects.quarantined;
  const accounted = clean + states.corrected + states.waived + excluded + quarantined;
  const expected = row.records + (row.rejects - rejects.repaired) + states.repaired;
  const linesAddUp = row.physical_lines === row.record_lines + row.non_record_lines;
  const problem = problemSchema.parse(row.problem === null ? null : JSON.parse(row.problem));
  return {
    physical_lines: row.physical_lines,
    record_lines: row.record_lines,
    reject_lines: row.reject_lines,
    non_record_lines: row.non_record_lines,
    records: row.records,
    rejects: row.rejects,
    repaired_records: states.repaired,
    repaired_rejects: rejects.repaired,
    clean,
    corrected: states.corrected,
    waived: states.waived,
    excluded,
    quarantined,
    balanced: problem === null && row.landed === row.records && accounted === expected && linesAddUp,
    problem,
    notes: textsSchema.parse(JSON.parse(row.notes)),
  };
}
