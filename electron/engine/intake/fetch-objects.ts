/**
 * Sources in an object store: fetched whole into the workspace's staging, then read as any file. A fetched file serves
 * the previews and the load that follow; it goes with the load, when the workspace is closed, or at the next start.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { formatObjectUrl, parseObjectUrl } from '../../contract/object-url.ts';
import type { CallContext, EngineContext } from '../context.ts';
import { download } from '../object-store/download.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { explainProblem, isProblem } from '../object-store/problem.ts';
import { storageError } from '../storage-error.ts';
import { expandObjects, type SourceObject } from './expand-objects.ts';
import type { SourceFile } from './source-file.ts';

const fetchedFolder = ({ workspace }: EngineContext): string => join(workspace.staging, 'fetched');

/** Throws SOURCE_MISSING, SOURCE_EMPTY, SOURCE_UNREADABLE, PATH_NOT_OFFERED, DISK_FULL, CANCELLED. */
export async function fetchObjects(named: string, context: CallContext): Promise<SourceFile[]> {
  const { endpoint } = context.objectStores;
  try {
    const store = await context.objectStores.at(endpoint);
    const objects = await expandObjects(store, named, context);
    return await fetchAll(store, objects, context);
  } catch (error) {
    if (isProblem(error)) {
      const code = error.kind === 'changed' ? 'SOURCE_CHANGED' : 'SOURCE_UNREADABLE';
      throw explainProblem(error, { url: parseObjectUrl(named), endpoint }, code, 'Nothing was loaded.');
    }
    throw storageError(error, {
      code: 'WORKSPACE_UNUSABLE',
      message: `What is fetched from ${named} cannot be written to the workspace. Mend its permissions or choose another, then load again.`,
    });
  }
}

async function fetchAll(
  store: ObjectStore,
  objects: readonly SourceObject[],
  context: CallContext,
): Promise<SourceFile[]> {
  const folder = fetchedFolder(context);
  await mkdir(folder, { recursive: true });
  const total = objects.reduce((sum, object) => sum + object.bytes, 0);
  const files: SourceFile[] = [];
  let before = 0;
  for (const object of objects) {
    const local = join(folder, nameOf(store, object));
    const onBytes = (bytes: number): void =>
      context.report({ phase: 'fetching', done: before + bytes, total, unit: 'bytes' });
    onBytes(0);
    if ((await stat(local).catch(() => undefined)) === undefined)
      await fetchOne(store, object, local, context, onBytes);
    files.push({
      path: formatObjectUrl(object.url),
      local,
      bytes: object.bytes,
      modifiedMs: (await stat(local)).mtimeMs,
    });
    before += object.bytes;
  }
  return files;
}

async function fetchOne(
  store: ObjectStore,
  object: SourceObject,
  local: string,
  { signal }: CallContext,
  onBytes: (bytes: number) => void,
): Promise<void> {
  // Under another name until it is whole: another call may want the same.
  const partial = `${local}.${randomUUID()}`;
  try {
    await download(store, object, partial, { signal, onBytes });
    const modified = new Date(Math.floor(object.modifiedMs / 1_000) * 1_000);
    await utimes(partial, modified, modified);
    await rename(partial, local);
  } finally {
    await rm(partial, { force: true });
  }
}

/** The same bytes of the same object have the same name; it says nothing of either. */
function nameOf(store: ObjectStore, { url, etag, bytes }: SourceObject): string {
  const identity = JSON.stringify([store.endpoint, url.bucket, url.key, etag, bytes]);
  return createHash('sha256').update(identity).digest('hex');
}

/** Removes what was fetched of these files, whose load is done; what will not go now goes when the workspace is closed. */
export async function dropFetched(files: readonly SourceFile[]): Promise<void> {
  for (const { path, local } of files) if (local !== path) await rm(local, { force: true }).catch(() => undefined);
}

/** Removes everything that was fetched. */
export async function dropAllFetched(context: EngineContext): Promise<void> {
  await rm(fetchedFolder(context), { recursive: true, force: true });
}
