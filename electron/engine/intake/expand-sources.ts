/** From what a person named (files, folders, globs) to the files to read, in a stable order. */
import { constants, existsSync } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Database } from '../db/database.ts';
import type { OfferedPaths } from '../offered-paths.ts';
import { errnoOf } from '../storage-error.ts';
import { globFiles } from './land.sql.ts';

export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** What DuckDB's globs know. */
const globCharacters = /[*?[]/;

/** What a folder may hold that is a source; everything else in it is left alone. */
const sourceName = /\.(csv|tsv|tab|txt|psv|json|jsonl|ndjson|parquet)(\.gz)?$/i;

/** Throws SOURCE_MISSING, SOURCE_UNREADABLE, SOURCE_EMPTY, PATH_NOT_OFFERED. */
export async function expandSources(
  paths: readonly string[],
  offered: OfferedPaths,
  db: Database,
): Promise<SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const path of paths) {
    for (const file of await expandOne(path, offered, db)) found.set(file.path, file);
  }
  return [...found.values()];
}

async function expandOne(named: string, offered: OfferedPaths, db: Database): Promise<SourceFile[]> {
  const isGlob = globCharacters.test(named) && !existsSync(named);
  if (isGlob) return expandGlob(named, offered, db);
  const path = offered.require(named);
  const exact = await statOrUndefined(named);
  if (exact === undefined) {
    throw new DeskError(
      'SOURCE_MISSING',
      `There is no file or folder ${named}. Check the spelling, or that its drive is connected, then load it again.`,
      { path: named },
    );
  }
  return exact.isDirectory() ? expandFolder(path, offered) : [await readableFile(path)];
}

async function expandGlob(pattern: string, offered: OfferedPaths, db: Database): Promise<SourceFile[]> {
  const fixed = resolve(pattern).split(/[/\\]/);
  const firstWild = fixed.findIndex((part) => globCharacters.test(part));
  offered.require(fixed.slice(0, firstWild).join('/') || '/');
  const rows = await db.read((connection) => connection.all<{ file: string }>(globFiles(resolve(pattern))));
  const names = rows.map((row) => insideOffered(row.file, offered)).sort();
  if (names.length === 0) {
    throw new DeskError('SOURCE_MISSING', `No file matches ${pattern}. Check the pattern, then load it again.`, {
      path: pattern,
    });
  }
  return Promise.all(names.map(readableFile));
}

async function expandFolder(folder: string, offered: OfferedPaths): Promise<SourceFile[]> {
  const files = (await walk(folder)).map((file) => insideOffered(file, offered));
  if (files.length === 0) {
    throw new DeskError(
      'SOURCE_EMPTY',
      `The folder ${folder} holds no CSV, JSON or Parquet file. Name the files themselves if they end otherwise.`,
      { path: folder },
    );
  }
  return Promise.all(files.sort().map(readableFile));
}

/** A link inside an offered folder may lead out of it. */
function insideOffered(path: string, offered: OfferedPaths): string {
  try {
    return offered.require(path);
  } catch (error) {
    throw new DeskError(
      'PATH_NOT_OFFERED',
      `${path} leads to a file outside the folder that was chosen. Choose that file itself, or take the link away, then load it again.`,
      { path },
      { cause: error },
    );
  }
}

async function walk(folder: string): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
  const visible = entries.filter((entry) => !/^[._]/.test(entry.name));
  const nested = await Promise.all(
    visible.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return Promise.resolve(sourceName.test(entry.name) ? [path] : []);
    }),
  );
  return nested.flat();
}

async function readableFile(path: string): Promise<SourceFile> {
  try {
    const stats = await stat(path);
    await access(path, constants.R_OK);
    if (!stats.isFile()) {
      throw new DeskError('SOURCE_UNREADABLE', `${path} is not a file that can be read as a source.`, { path });
    }
    if (stats.size === 0) {
      throw new DeskError(
        'SOURCE_EMPTY',
        `${basename(path)} is empty: it has no bytes at all. Check that it was copied or exported completely (${dirname(path)}).`,
        { path },
      );
    }
    return { path, bytes: stats.size, modifiedMs: stats.mtimeMs };
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function statOrUndefined(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  const errno = errnoOf(error);
  return new DeskError(
    'SOURCE_UNREADABLE',
    `${path} cannot be read: ${errno === 'EACCES' ? 'you have no permission to' : 'the system refuses it'}. Ask for access, or copy it to a folder of yours, then load it again.`,
    errno === undefined ? { path } : { path, errno },
    { cause: error },
  );
}
