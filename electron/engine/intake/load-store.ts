/** Loads as the store keeps them. */
import { join } from 'node:path';
import { z } from 'zod';
import { DeskError } from '../../contract/errors.ts';
import { columnSchema, type Column } from '../../contract/load.ts';
import { batchSourceSchema, type BatchSource } from '../../contract/stream.ts';
import type { Connection } from '../db/connection.ts';
import type { Workspace } from '../workspace.ts';
import { anchorsFile, recordsFile } from './land-file.ts';
import type { LandingFile } from './landing.sql.ts';
import { selectLoad, selectLoadFiles, selectLoadIds, type LoadFileRow, type LoadRow } from './load-store.sql.ts';

const textsSchema = z.array(z.string());
const columnsSchema = z.array(columnSchema);

/** A load with what every other part of the engine needs to know of it. */
export interface StoredLoad {
  readonly row: LoadRow;
  readonly columns: readonly Column[];
  readonly files: readonly LoadFileRow[];
  readonly landing: readonly LandingFile[];
  /** Where a micro-batch came from; null for files. */
  readonly stream: BatchSource | null;
  /** FROM-able: of a micro-batch still in hand, the records that passed, as landing has them. */
  readonly passed?: string;
}

export async function loadIds(connection: Connection): Promise<Set<string>> {
  const rows = await connection.all<{ id: string }>(selectLoadIds());
  return new Set(rows.map((row) => row.id));
}

/** A micro-batch that nobody has looked at yet is to be got ready for review first, which takes a writer. */
export class NoReviewTable extends Error {
  readonly load: string;

  constructor(load: string) {
    super('the load has no review table yet');
    this.load = load;
  }
}

/** Throws NOT_FOUND; NoReviewTable, upon which the engine makes one and asks again. */
export async function storedLoad(connection: Connection, workspace: Workspace, id: string): Promise<StoredLoad> {
  const load = await storedBatch(connection, workspace, id);
  if (!load.row.has_review_table) throw new NoReviewTable(id);
  return load;
}

/** As {@link storedLoad}, for those who can do without its review table. Throws NOT_FOUND. */
export async function storedBatch(connection: Connection, workspace: Workspace, id: string): Promise<StoredLoad> {
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
  const reading = {
    columns: columnsOf(row),
    files,
    landing: files.map((file) => landingOf(workspace, row, file)),
    stream: streamOf(row),
  };
  known.set(row.id, reading);
  return reading;
}

export function columnsOf(row: LoadRow): Column[] {
  return columnsSchema.parse(JSON.parse(row.columns));
}

export function streamOf(row: LoadRow): BatchSource | null {
  return row.stream === null ? null : batchSourceSchema.parse(JSON.parse(row.stream));
}

export function staleOf(row: LoadRow): string[] {
  return textsSchema.parse(JSON.parse(row.stale));
}

function landingOf(workspace: Workspace, row: LoadRow, file: LoadFileRow): LandingFile {
  const folder = join(workspace.landing, row.id);
  return {
    records: join(folder, recordsFile(file.file)),
    anchors: row.format === 'parquet' || row.stream !== null ? null : join(folder, anchorsFile(file.file)),
    firstOrdinal: file.first_ordinal,
    placed: row.stream !== null,
  };
}
