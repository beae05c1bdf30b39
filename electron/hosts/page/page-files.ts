/**
 * The page's files, found by the path of a URL: inside their folder and nowhere else, whatever the path says and
 * wherever a link in the folder points, and of the kinds a page is made of.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface PageFile {
  /** Absolute, with its links followed. */
  readonly path: string;
  readonly type: string;
}

/** The file that the path of a URL, still percent-encoded, names; undefined when there is none to be served. */
export async function findPageFile(folder: string, urlPath: string): Promise<PageFile | undefined> {
  const names = namesOf(urlPath);
  if (names === undefined) return undefined;
  const type = types[extname(names.at(-1) ?? '').toLowerCase()];
  if (type === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...names));
    const inside = relative(root, path);
    if (inside.startsWith('..') || isAbsolute(inside)) return undefined;
    return (await stat(path)).isFile() ? { path, type } : undefined;
  } catch {
    return undefined;
  }
}

export async function readPageFile(
  folder: string,
  urlPath: string,
): Promise<{ type: string; bytes: Buffer } | undefined> {
  const file = await findPageFile(folder, urlPath);
  return file === undefined ? undefined : { type: file.type, bytes: await readFile(file.path) };
}

/** Undefined for a path that is not plainly below the folder, before any file is looked at. */
function namesOf(urlPath: string): string[] | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!path.startsWith('/')) return undefined;
  if (path === '/') return ['index.html'];
  const names = path.slice(1).split('/');
  // A backslash or a colon means something to Windows, a name that begins with a dot is none of the page's.
  const plain = names.every((name) => name !== '' && !name.startsWith('.') && !/[\\:\0]/.test(name));
  return plain ? names : undefined;
}
