/** Loads as the contract shows them, many at a time: a stream makes thousands. */
import { z } from 'zod';
import { DeskError } from '../../contract/errors.ts';
import {
  dialectSchema,
  encodingSchema,
  receiptSchema,
  sourceFormatSchema,
  type Load,
  type LoadFile,
  type Loaded,
  type Receipt,
} from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { Connection } from '../db/connection.ts';
import {
  countFailing,
  countRejectStates,
  countStates,
  noRejects,
  noStates,
  type RejectCounts,
  type StateCounts,
} from '../review/review-table.sql.ts';
import { columnsOf, staleOf, streamOf } from './load-store.ts';
import {
  selectCouldNotRun,
  selectFilesOf,
  selectLastPublishes,
  selectLoad,
  selectLoads,
  selectSuiteNames,
  type LoadFileRow,
  type LoadRow,
} from './load-store.sql.ts';

const problemSchema = receiptSchema.shape.problem;
const textsSchema = z.array(z.string());

/** Throws NOT_FOUND. */
export async function describeLoad(connection: Connection, id: string): Promise<Loaded> {
  const row = await connection.one<LoadRow>(selectLoad(id));
  const [loaded] = row === undefined ? [] : await describeLoads(connection, [row]);
  if (loaded === undefined) throw new DeskError('NOT_FOUND', `There is no load ${id} in this workspace.`, { load: id });
  return loaded;
}

/** Newest first. */
export async function listLoads(
  connection: Connection,
  { kind, limit, offset }: ParsedInput<'load.list'>,
): Promise<Load[]> {
  const rows = await connection.all<LoadRow>(selectLoads(kind, limit, offset));
  return (await describeLoads(connection, rows)).map(({ load }) => load);
}

export async function describeLoads(connection: Connection, rows: readonly LoadRow[]): Promise<Loaded[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const files = new Map<string, LoadFileRow[]>(ids.map((id) => [id, []]));
  for (const file of await connection.all<LoadFileRow>(selectFilesOf(ids))) files.get(file.load)?.push(file);
  const published = byLoad(await connection.all<PublishedRow>(selectLastPublishes(ids)));
  const unrun = byLoad(await connection.all<{ load: string; expectations: number }>(selectCouldNotRun(ids)));
  const suites = await connection.all<{ hash: string; name: string }>(selectSuiteNames());
  const names = new Map(suites.map(({ hash, name }) => [hash, name]));
  const receipts = await receiptsOf(connection, rows);
  return rows.map((row, index) => {
    const receipt = receipts[index];
    if (receipt === undefined) throw new DeskError('INTERNAL', 'A load was left without a receipt.');
    return {
      load: show(
        row,
        receipt,
        files.get(row.id) ?? [],
        published.get(row.id),
        unrun.get(row.id)?.expectations ?? 0,
        names,
      ),
      receipt,
    };
  });
}

interface PublishedRow {
  readonly load: string;
  readonly published_at: string;
  readonly revision: number;
}

const byLoad = <T extends { readonly load: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.load, row]));

function show(
  row: LoadRow,
  receipt: Receipt,
  files: readonly LoadFileRow[],
  published: PublishedRow | undefined,
  couldNotRun: number,
  suites: ReadonlyMap<string, string>,
): Load {
  const shownFiles = files.map(showFile);
  return {
    id: row.id,
    source: row.source,
    sha256: row.sha256,
    bytes: row.bytes,
    format: sourceFormatSchema.parse(row.format),
    dialect: shownFiles[0]?.dialect ?? null,
    stream: streamOf(row),
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
    suite: row.suite_hash === null ? null : { name: suites.get(row.suite_hash) ?? '', hash: row.suite_hash },
    checked_at: row.checked_at,
    could_not_run: row.checked_at === null ? 0 : couldNotRun,
    stale: staleOf(row).length > 0,
    published_at: published?.published_at ?? null,
    changed_since_publish: published !== undefined && published.revision !== row.revision,
  };
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

/** Adds the states up afresh and holds them against what the counter found: a receipt is never stored, always drawn. */
export async function receiptOf(connection: Connection, row: LoadRow): Promise<Receipt> {
  const [receipt] = await receiptsOf(connection, [row]);
  if (receipt === undefined) throw new DeskError('INTERNAL', 'A load was left without a receipt.');
  return receipt;
}

async function receiptsOf(connection: Connection, rows: readonly LoadRow[]): Promise<Receipt[]> {
  const untouched = rows.filter((row) => !row.has_review_table).map(({ id }) => id);
  const failing =
    untouched.length === 0 ? [] : await connection.all<StateCounts & { load: string }>(countFailing(untouched));
  const states = new Map(failing.map((counts) => [counts.load, counts]));
  const ids = rows.map(({ id }) => id);
  const rejects = byLoad(await connection.all<RejectCounts & { load: string }>(countRejectStates(ids)));
  const receipts: Receipt[] = [];
  for (const row of rows) {
    const counts = row.has_review_table ? await connection.only<StateCounts>(countStates(row.id)) : states.get(row.id);
    receipts.push(drawReceipt(row, counts ?? noStates, rejects.get(row.id) ?? noRejects));
  }
  return receipts;
}

function drawReceipt(row: LoadRow, states: StateCounts, rejects: RejectCounts): Receipt {
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
