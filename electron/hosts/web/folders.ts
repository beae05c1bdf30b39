/** The picker's side of the server: what lies in the folders that may be chosen from, and new folders in them. */
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { FolderListing } from '../../contract/shell.ts';
import { errnoOf, storageError } from '../../engine/storage-error.ts';
import type { Roots } from './roots.ts';

type Entry = FolderListing['entries'][number];

const natural = new Intl.Collator('en', { numeric: true });

/** Where a person begins to choose. */
export async function listRoots(roots: Roots): Promise<FolderListing> {
  const entries = await Promise.all(roots.paths.map((path) => look(path, path)));
  return { path: null, parent: null, entries: entries.filter((entry) => entry !== undefined) };
}

/** Throws PATH_NOT_OFFERED, NOT_FOUND, SOURCE_UNREADABLE. */
export async function listFolder(path: string, roots: Roots): Promise<FolderListing> {
  const folder = roots.require(path);
  const names = await namesIn(folder);
  const visible = names.filter((name) => !name.startsWith('.')).map((name) => join(folder, name));
  const looked = await Promise.all(visible.filter((one) => roots.has(one)).map((one) => look(one, basename(one))));
  const entries = looked.filter((entry) => entry !== undefined).sort(foldersFirst);
  const parent = dirname(folder);
  return { path: folder, parent: parent !== folder && roots.has(parent) ? parent : null, entries };
}

/** Throws INVALID_INPUT, CONFLICT, NOT_FOUND, TARGET_NOT_WRITABLE, DISK_FULL. */
export async function makeFolderIn(path: string, name: string, roots: Roots): Promise<FolderListing> {
  const parent = roots.require(path);
  const folder = join(parent, checkedName(name));
  try {
    await mkdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') {
      throw new DeskError('CONFLICT', `There is already something called ${name} in ${parent}. Choose another name.`);
    }
    if (errnoOf(error) === 'ENOENT') throw gone(parent);
    throw storageError(error, {
      code: 'TARGET_NOT_WRITABLE',
      message: `No folder can be made in ${parent}. Mend its permissions, or choose another place.`,
    });
  }
  return await listFolder(folder, roots);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw gone(folder);
    if (errnoOf(error) === 'ENOTDIR') {
      throw new DeskError('INVALID_INPUT', `${folder} is a file, not a folder. Choose the folder it lies in.`);
    }
    throw storageError(error, {
      code: 'SOURCE_UNREADABLE',
      message: `The folder ${folder} cannot be read. Mend its permissions, or choose another.`,
    });
  }
}

/** Undefined for what is gone meanwhile, and for what is neither a file nor a folder. */
async function look(path: string, name: string): Promise<Entry | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !(found.isFile() || found.isDirectory())) return undefined;
  return {
    name,
    path,
    kind: found.isDirectory() ? 'folder' : 'file',
    bytes: found.isFile() ? found.size : null,
    modified_at: found.mtime.toISOString(),
  };
}

function foldersFirst(one: Entry, other: Entry): number {
  if (one.kind !== other.kind) return one.kind === 'folder' ? -1 : 1;
  return natural.compare(one.name, other.name);
}

function checkedName(name: string): string {
  const fits = name.trim() !== '' && Buffer.byteLength(name) <= 255 && !name.startsWith('.');
  if (fits && !/[/\\:\p{Cc}]/u.test(name)) return name;
  throw new DeskError(
    'INVALID_INPUT',
    'A folder cannot be called that. Use a short name without slashes, colons or a dot at its beginning.',
  );
}

function gone(folder: string): DeskError {
  return new DeskError('NOT_FOUND', `The folder ${folder} is not there any more. Choose another.`);
}
