/** From what a person named (files, folders, globs, addresses in an object store) to the files to read, in a stable order. */
import { constants, existsSync } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import { isObjectUrl } from '../../contract/object-url.ts';
import type { CallContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { OfferedPaths } from '../offered-paths.ts';
import { errnoOf } from '../storage-error.ts';
import { fetchObjects } from './fetch-objects.ts';
import { escapeGlob } from './file-path.sql.ts';
import { globFiles } from './land.sql.ts';
import { isOurFolder, liesInOurs } from './our-folders.ts';
import type { SourceFile } from './source-file.ts';
import { sourceName } from './source-name.ts';

/** What DuckDB's globs know. */
const globCharacters = /[*?[]/;

/** Throws SOURCE_MISSING, SOURCE_UNREADABLE, SOURCE_EMPTY, PATH_NOT_OFFERED. */
export async function expandSources(paths: readonly string[], context: CallContext): Promise<SourceFile[]> {
  const { offered, db } = context;
  const found = new Map<string, SourceFile>();
  for (const path of paths) {
    const files = isObjectUrl(path) ? await fetchObjects(path, context) : await expandOne(path, offered, db);
    for (const file of files) found.set(file.path, file);
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
  const { folder, rest } = literalPart(resolve(pattern));
  offered.require(folder);
  const escaped = join(escapeGlob(folder), ...rest);
  const rows = await db.read((connection) => connection.all<{ file: string }>(globFiles(escaped)));
  const ours = ourFolders(folder);
  const names = rows
    .map((row) => row.file)
    .filter((file) => !isHidden(file, folder, rest) && !ours(dirname(file)))
    .map((file) => insideOffered(file, offered))
    .sort();
  if (names.length === 0) {
    throw new DeskError('SOURCE_MISSING', `No file matches ${pattern}. Check the pattern, then load it again.`, {
      path: pattern,
    });
  }
  return Promise.all(names.map(readableFile));
}

/** A folder may be called `d[1]`: the pattern begins with the first part that is wild and is not there as it is spelt. */
function literalPart(pattern: string): { folder: string; rest: string[] } {
  const parts = pattern.split(sep);
  let folder = parts[0] === '' ? sep : `${parts[0] ?? ''}${sep}`;
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue;
    const next = join(folder, part);
    if (globCharacters.test(part) && !existsSync(next)) return { folder, rest: parts.slice(index) };
    folder = next;
  }
  return { folder: dirname(folder), rest: [basename(folder)] };
}

/** As in a shell, a dotfile is matched only by a pattern with the dot in it. */
function isHidden(file: string, folder: string, rest: readonly string[]): boolean {
  if (rest.some((part) => part.startsWith('.'))) return false;
  const below = file.slice(folder.length).split(/[/\\]/);
  return below.some((part) => part.startsWith('.'));
}

/** Whether a folder at or below the one that was named is ours; asked of many files in few folders. */
function ourFolders(root: string): (folder: string) => boolean {
  const known = new Map<string, boolean>([[root, isOurFolder(root) || liesInOurs(root)]]);
  const ours = (folder: string): boolean => {
    const answer = known.get(folder) ?? (isOurFolder(folder) || (dirname(folder) !== folder && ours(dirname(folder))));
    known.set(folder, answer);
    return answer;
  };
  return ours;
}

async function expandFolder(folder: string, offered: OfferedPaths): Promise<SourceFile[]> {
  const found: Walk = { files: [], others: 0, ours: 0 };
  if (liesInOurs(folder)) found.ours = 1;
  else await walk(folder, found);
  const files = found.files.map((file) => insideOffered(file, offered)).sort();
  if (files.length === 0) {
    const why = found.ours > 0 ? ' of your own; those of Bronze Desk itself are no sources' : '';
    throw new DeskError(
      'SOURCE_EMPTY',
      `The folder ${folder} holds no CSV, JSON or Parquet file${why}. Name the files themselves if they end otherwise.`,
      { path: folder },
    );
  }
  const [first, ...more] = await Promise.all(files.map(readableFile));
  const note = leftAlone(folder, found);
  return first === undefined ? [] : [note === null ? first : { ...first, note }, ...more];
}

function leftAlone(folder: string, { others, ours }: Walk): string | null {
  const left = [
    ...(others > 0 ? [`${others} other ${others === 1 ? 'file' : 'files'}`] : []),
    ...(ours > 0 ? [`${ours} ${ours === 1 ? 'folder' : 'folders'} of Bronze Desk itself`] : []),
  ];
  if (left.length === 0) return null;
  return `${left.join(' and ')} in the folder ${basename(folder)} ${others + ours === 1 ? 'was' : 'were'} left alone.`;
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

interface Walk {
  readonly files: string[];
  /** Files that do not end as a source does. */
  others: number;
  /** Folders of our own. */
  ours: number;
}

async function walk(folder: string, found: Walk): Promise<void> {
  if (isOurFolder(folder)) {
    found.ours += 1;
    return;
  }
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
  const visible = entries.filter((entry) => !/^[._]/.test(entry.name));
  await Promise.all(
    visible.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path, found);
      else if (sourceName.test(entry.name)) found.files.push(path);
      else found.others += 1;
    }),
  );
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
    return { path, local: path, bytes: stats.size, modifiedMs: stats.mtimeMs };
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
