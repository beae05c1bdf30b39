/**
 * Writes a publish's files into staging and reads them back: what is there is what the manifest will say. Until they are
 * moved they are not called `.parquet`, because DuckDB's `**` looks into hidden folders too.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { PublishedFile, PublishInput } from '../../contract/publish.ts';
import type { Connection } from '../db/connection.ts';
import { hashOpenFile } from '../file-hash.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { footerOf } from '../intake/parquet-footer.ts';
import { copyPartitioned, copyToFile, heldBack, releasable, type Stamp } from './bronze.sql.ts';
import { ingestDate } from './bronze-columns.ts';

export interface Staged {
  readonly files: readonly PublishedFile[];
  readonly quarantine: readonly PublishedFile[];
}

const writing = '.writing';
const parquet = '.parquet';

export interface StagePlace {
  readonly data: string;
  readonly quarantine: string;
}

/** Where in a publish's staging folder its parts go. */
export const stagePlace = (folder: string): StagePlace => ({
  data: join(folder, 'data'),
  quarantine: join(folder, 'quarantine'),
});

/** Throws DISK_FULL, INTERNAL when fewer rows can be read back than were meant to be written. */
export async function stage(
  connection: Connection,
  load: StoredLoad,
  input: PublishInput,
  stamp: Stamp,
  expected: { rows: number; heldBack: number; nothingUnderReview: boolean },
  place: StagePlace,
  onReadBack: (files: number, of: number) => void = () => undefined,
): Promise<Staged> {
  await mkdir(place.data, { recursive: true });
  const query = releasable(load, stamp, expected.nothingUnderReview);
  await writeData(connection, load, input, stamp, query, place.data);
  const files = await readBack(place.data, onReadBack);
  refuseIfShort(files, expected.rows);
  if (!input.with_quarantine || expected.heldBack === 0) return { files, quarantine: [] };
  await mkdir(place.quarantine, { recursive: true });
  const path = join(place.quarantine, `part-0${writing}`);
  await connection.run(copyToFile(load, heldBack(load, stamp), path, input.compression));
  const quarantine = await readBack(place.quarantine);
  refuseIfShort(quarantine, expected.heldBack);
  return { files, quarantine };
}

async function writeData(
  connection: Connection,
  load: StoredLoad,
  input: PublishInput,
  stamp: Stamp,
  query: string,
  folder: string,
): Promise<void> {
  const ofSource = input.partition_by.filter((column) => column !== ingestDate);
  if (ofSource.length > 0) {
    // Not a word that any source value can be: it is random.
    const token = `bronze-desk-${createHash('sha256').update(folder).update(stamp.ingestTimestamp).digest('hex')}`;
    await connection.run(copyPartitioned(load, query, folder, input, stamp, { token, extension: writing.slice(1) }));
    await respell(folder, token);
  } else {
    // One partition at most: a plain COPY needs no sorting into folders.
    const partition = input.partition_by.length === 0 ? folder : join(folder, `${ingestDate}=${stamp.ingestDate}`);
    await mkdir(partition, { recursive: true });
    await connection.run(copyToFile(load, query, join(partition, `part-0${writing}`), input.compression));
  }
}

/** Spells the text that looks like null so that it reads back as text: its first letter as hive writes odd ones. */
async function respell(folder: string, token: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    await respell(path, token);
    const [column, text] = entry.name.split(`=${token}`);
    if (text === undefined) continue;
    const first = text.charCodeAt(0).toString(16).toUpperCase();
    await rename(path, join(folder, `${column}=%${first}${text.slice(1)}`));
  }
}

/** Not by DuckDB: what it wrote is counted by another reader. */
async function readBack(
  folder: string,
  onFile: (files: number, of: number) => void = () => undefined,
): Promise<PublishedFile[]> {
  const paths = await filesBeingWritten(folder);
  const files: PublishedFile[] = [];
  for (const path of paths) {
    files.push({ path: finalName(relative(folder, path).split(sep).join('/')), ...(await readBackFile(path)) });
    onFile(files.length, paths.length);
  }
  return files;
}

/** Also makes it survive a power cut, before anything points to it. */
async function readBackFile(path: string): Promise<Omit<PublishedFile, 'path'>> {
  const file = await open(path, 'r+');
  try {
    const { size: bytes } = await file.stat();
    const { rows } = await footerOf(file, bytes);
    const sha256 = await hashOpenFile(file, bytes);
    await file.sync();
    return { rows, bytes, sha256 };
  } finally {
    await file.close();
  }
}

/** What {@link stage} writes where nothing is partitioned. */
export const onlyFile = (folder: string): string => join(folder, `part-0${writing}`);

/** Gives the files the names readers look for. */
export async function nameFiles(folder: string): Promise<void> {
  for (const path of await filesBeingWritten(folder)) await rename(path, finalName(path));
}

const finalName = (path: string): string => `${path.slice(0, -writing.length)}${parquet}`;

async function filesBeingWritten(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(writing))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function refuseIfShort(files: readonly PublishedFile[], expected: number): void {
  const written = files.reduce((sum, file) => sum + file.rows, 0);
  if (written !== expected) {
    throw new DeskError(
      'INTERNAL',
      `Of ${expected} rows, ${written} could be read back from what was written. Nothing was published; the files were thrown away.`,
      { expected, written },
    );
  }
}
