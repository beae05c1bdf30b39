/** Where a run wrote, as far as this machine reaches it: a folder, or an address in an object store. */
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { below, isObjectUrl, parseObjectUrl } from '../../contract/object-url.ts';
import type { CallContext } from '../context.ts';
import { newId } from '../ids.ts';
import { download } from '../object-store/download.ts';
import { explainProblem, isProblem } from '../object-store/problem.ts';
import { errnoOf, storageError } from '../storage-error.ts';

export interface RunFile {
  /** Below its folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly etag: string;
}

/** Whatever reading comes to grief by is SOURCE_UNREADABLE, in words. */
export interface RunPlace {
  /** What readers see: not what begins with a dot or an underscore, as Spark's own marks do. In the order of their paths. */
  list(folder: string): Promise<RunFile[]>;
  /** Undefined where there is none. */
  readText(folder: string, name: string): Promise<string | undefined>;
  /** The file on this machine; a copy of it in `copies` where it is elsewhere. */
  fetch(folder: string, file: RunFile, copies: string): Promise<string>;
  /** Whole or not at all. False where there is one already. */
  createText(folder: string, name: string, text: string): Promise<boolean>;
}

/** `outcome` closes the sentence where it cannot be read: "Nothing was published." */
export function runPlace(context: CallContext, target: string, outcome: string): RunPlace {
  const place = isObjectUrl(target) ? objectRunPlace(context) : folderRunPlace;
  const { endpoint } = context.objectStores;
  const inWords = async <T>(folder: string, reading: Promise<T>): Promise<T> => {
    try {
      return await reading;
    } catch (error) {
      if (isProblem(error)) {
        throw explainProblem(error, { url: parseObjectUrl(folder), endpoint }, 'SOURCE_UNREADABLE', outcome);
      }
      const errno = errnoOf(error);
      if (errno === undefined) throw error;
      const message = `${folder} cannot be read (${errno}). Mend its permissions, or see that its drive is there, then do this again. ${outcome}`;
      throw storageError(error, { code: 'SOURCE_UNREADABLE', message });
    }
  };
  return {
    list: (folder) => inWords(folder, place.list(folder)),
    readText: (folder, name) => inWords(folder, place.readText(folder, name)),
    fetch: (folder, file, copies) => inWords(folder, place.fetch(folder, file, copies)),
    createText: (folder, name, text) => place.createText(folder, name, text),
  };
}

/** As Spark and Hive have it: `_x=1` is a partition. */
const isHidden = (path: string): boolean => path.split('/').some((part) => /^\.|^_[^=]*$/.test(part));

const byPath = (one: RunFile, other: RunFile): number => (one.path < other.path ? -1 : 1);

const folderRunPlace: RunPlace = {
  async list(folder) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !isHidden(path));
    const files = paths.map(async (path) => ({ path, bytes: (await stat(join(folder, path))).size, etag: '' }));
    return (await Promise.all(files)).sort(byPath);
  },
  readText: (folder, name) =>
    readFile(join(folder, name), 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }),
  fetch: (folder, { path }) => Promise.resolve(join(folder, path)),
  async createText(folder, name, text) {
    // Hidden from readers until it is whole, and on the disk before it is seen.
    const partial = join(folder, `.${name}.${newId()}`);
    try {
      const file = await open(partial, 'wx');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      return await placed(partial, join(folder, name));
    } finally {
      await rm(partial, { force: true });
    }
  },
};

/** A link is refused where the name is taken; where there are no links, a look before the rename has to do. */
async function placed(partial: string, path: string): Promise<boolean> {
  try {
    await link(partial, path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    if ((await stat(path).catch(() => undefined)) !== undefined) return false;
    await rename(partial, path);
    return true;
  }
}

function objectRunPlace({ objectStores, signal }: CallContext): RunPlace {
  const open = () => objectStores.at(objectStores.endpoint);
  return {
    async list(folder) {
      const url = parseObjectUrl(folder);
      const files: RunFile[] = [];
      for await (const { key, bytes, etag } of (await open()).listBelow(url, signal)) {
        const path = url.key === '' ? key : key.slice(url.key.length + 1);
        // A key that ends in a slash is what some programs put for a folder.
        if (!isHidden(path) && !path.endsWith('/')) files.push({ path, bytes, etag });
      }
      return files.sort(byPath);
    },
    readText: async (folder, name) => (await open()).readText(below(parseObjectUrl(folder), name), signal),
    async fetch(folder, { path, bytes, etag }, copies) {
      const to = join(copies, newId(), basename(path));
      await mkdir(dirname(to), { recursive: true });
      const url = below(parseObjectUrl(folder), path);
      await download(await open(), { url, bytes, etag }, to, { signal, onBytes: () => undefined });
      return to;
    },
    createText: async (folder, name, text) =>
      (await open()).createText(below(parseObjectUrl(folder), name), text, signal),
  };
}
