/**
 * Files dropped on a page that sits in a browser: the server cannot read them where they lie, so their bytes are sent
 * and kept in the workspace, each in a folder of its own. What a load was read from stays as long as the workspace does,
 * because the load names it; any other is a copy of patients' records that nobody would look for, and goes.
 */
import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { basename, dirname, join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import { makeFolder } from '../../engine/make-folder.ts';
import { errnoOf, storageError } from '../../engine/storage-error.ts';

/** A name no upload can have once it is complete. */
const incoming = '.incoming';
const longestNameBytes = 180;
const isUploadId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class Uploads {
  readonly folder: string;

  constructor(workspace: string) {
    this.folder = join(workspace, 'sources');
  }

  /** Removes what was never loaded, and what a killed server was still receiving. `loaded` are the paths that loads name. */
  async sweep(loaded: ReadonlySet<string>): Promise<void> {
    const kept = idsOf(loaded);
    for (const id of await namesIn(this.folder)) if (isUploadId.test(id) && !kept.has(id)) await this.#remove(id);
  }

  /** Removes those of the paths that are uploads and that no load names. */
  async discard(paths: readonly string[], loaded: ReadonlySet<string>): Promise<void> {
    const kept = idsOf(loaded);
    for (const id of idsOf(paths)) if (!kept.has(id)) await this.#remove(id);
  }

  async #remove(id: string): Promise<void> {
    await rm(join(this.folder, id), { recursive: true, force: true });
  }

  /** Answers the path of the complete file. Whatever goes wrong leaves nothing. Throws DISK_FULL, CANCELLED, INTERNAL. */
  async receive(name: string, bytes: Readable): Promise<string> {
    const folder = join(this.folder, randomUUID());
    try {
      await makeFolder(folder);
      const part = join(folder, incoming);
      const file = await open(part, 'wx', 0o600);
      try {
        await writeFile(file, chunksOf(bytes));
        await file.sync();
      } finally {
        await file.close();
      }
      const path = join(folder, safeName(name));
      await rename(part, path);
      return path;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw explain(error);
    }
  }
}

/** The folders of those of the paths that are uploads. By their names alone: the same path may be written in several ways. */
const idsOf = (paths: Iterable<string>): ReadonlySet<string> =>
  new Set([...paths].map((path) => basename(dirname(path))).filter((id) => isUploadId.test(id)));

/** The name as it was, as far as every system can have a file of that name. */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/\p{C}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const allowed = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
  return allowed === '' ? 'upload' : shorten(allowed);
}

/** Shortens what stands before the endings: `.csv.gz` says how a file is read. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longestNameBytes) return name;
  const ending = /(\.[A-Za-z0-9]{1,10}){1,2}$/.exec(name)?.[0] ?? '';
  let stem = '';
  // By character, so that none is cut in two.
  for (const character of name) {
    if (Buffer.byteLength(stem + character + ending) > longestNameBytes) break;
    stem += character;
  }
  return stem + ending;
}

/** A page can only be told of a full disk while its connection stands, so giving up reading does not end it. */
function chunksOf(bytes: Readable): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: (): AsyncIterator<Buffer> => bytes.iterator({ destroyOnReturn: false }) };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

function explain(error: unknown): DeskError {
  const errno = errnoOf(error);
  if (errno === 'ECONNRESET' || errno === 'ERR_STREAM_PREMATURE_CLOSE' || errno === 'ABORT_ERR') {
    return new DeskError('CANCELLED', 'The file did not arrive completely, and nothing of it was kept. Send it again.');
  }
  return storageError(error, {
    code: 'INTERNAL',
    message:
      'The file could not be written into the workspace, and nothing of it was kept. See that the workspace can be written to, then send it again.',
  });
}
