/** What the page asks of the server besides the engine, as `Shell` in the contract has it: a line each. */
import type { IncomingMessage } from 'node:http';
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { z } from 'zod';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import type { FolderListing, ShellInfo } from '../../contract/shell.ts';
import type { OfferedPaths } from '../../engine/offered-paths.ts';
import { listFolder, listRoots, makeFolderIn } from './folders.ts';
import { readJsonBody } from './read-body.ts';
import type { Roots } from './roots.ts';
import type { Uploads } from './uploads.ts';

export interface ShellPlaces {
  readonly info: ShellInfo;
  readonly roots: Roots;
  readonly offered: OfferedPaths;
  readonly uploads: Uploads;
  /** The paths of the files that loads were read from. */
  readonly loaded: () => Promise<ReadonlySet<string>>;
}

export type Route = (request: IncomingMessage, query: URLSearchParams, places: ShellPlaces) => Promise<unknown>;

const pathSchema = z
  .string()
  .max(32_768)
  .refine((path) => isAbsolute(path) && !path.includes('\0'), 'This is not the full path of a file or folder.');
const newFolderSchema = z.strictObject({ path: pathSchema, name: z.string().max(255) });
const offerSchema = z.strictObject({ paths: z.array(pathSchema).min(1).max(1_000) });
const uploadSchema = z.strictObject({ name: z.string().min(1).max(4_096) });
const folderSchema = z.strictObject({ path: pathSchema.optional() });
const nothing = z.strictObject({});

export const shellRoutes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/shell/info': { GET: describe },
  '/shell/folder': { GET: showFolder, POST: newFolder },
  '/shell/offer': { POST: offer },
  '/shell/upload': { PUT: upload },
  '/shell/discard': { POST: discard },
};

async function describe(_request: IncomingMessage, query: URLSearchParams, { info }: ShellPlaces): Promise<ShellInfo> {
  parse(nothing, queryObject(query));
  return await Promise.resolve(info);
}

async function showFolder(
  _request: IncomingMessage,
  query: URLSearchParams,
  { roots }: ShellPlaces,
): Promise<FolderListing> {
  const { path } = parse(folderSchema, queryObject(query));
  return path === undefined ? await listRoots(roots) : await listFolder(path, roots);
}

async function newFolder(
  request: IncomingMessage,
  _query: URLSearchParams,
  { roots }: ShellPlaces,
): Promise<FolderListing> {
  const { path, name } = parse(newFolderSchema, await readJsonBody(request));
  return await makeFolderIn(path, name, roots);
}

async function offer(
  request: IncomingMessage,
  _query: URLSearchParams,
  places: ShellPlaces,
): Promise<{ paths: string[] }> {
  const { paths } = parse(offerSchema, await readJsonBody(request));
  const chosen: string[] = [];
  for (const path of paths) chosen.push(await choose(path, places));
  for (const path of chosen) places.offered.offer(path);
  return { paths: chosen };
}

async function upload(
  request: IncomingMessage,
  query: URLSearchParams,
  { uploads, offered }: ShellPlaces,
): Promise<{ path: string }> {
  const { name } = parse(uploadSchema, queryObject(query));
  const path = await uploads.receive(name, request);
  offered.offer(path);
  return { path };
}

/** Whatever is not an upload, or was loaded, stays: a page cannot remove what it did not send. */
async function discard(
  request: IncomingMessage,
  _query: URLSearchParams,
  { uploads, loaded }: ShellPlaces,
): Promise<Record<string, never>> {
  const { paths } = parse(offerSchema, await readJsonBody(request));
  await uploads.discard(paths, await loaded());
  return {};
}

/** A file that is to be written need not be there yet, but the folder around it must. */
async function choose(path: string, { roots, offered }: ShellPlaces): Promise<string> {
  try {
    const real = roots.require(path);
    if ((await isThere(real)) || (await isThere(dirname(real)))) return real;
    throw new DeskError(
      'NOT_FOUND',
      `There is no folder ${dirname(real)}. Choose one that is there, or make it first.`,
    );
  } catch (error) {
    // What was offered before, such as the sample or a file that was sent, may be chosen again wherever it lies.
    if (isDeskError(error, 'PATH_NOT_OFFERED') && isOffered(path, offered)) return path;
    throw error;
  }
}

function isOffered(path: string, offered: OfferedPaths): boolean {
  try {
    offered.require(path);
    return true;
  } catch {
    return false;
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/** A name that is given twice is as wrong as one that is not known. */
function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first === undefined || first.path.length === 0 ? '' : `${z.core.toDotPath(first.path)}: `;
  throw new DeskError('INVALID_INPUT', `The page asked for this wrongly: ${where}${first?.message ?? 'unknown'}`);
}
