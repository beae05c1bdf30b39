/**
 * The paths a host has offered to the engine. Nothing outside them is read or written, whatever a caller sends: a
 * host offers what a person named on a command line, picked in a dialog, or dropped on the window. Addresses in an object
 * store are offered in the same way: a bucket, or a prefix with everything below it.
 */
import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, isAbsolute, basename } from 'node:path';
import { DeskError } from '../contract/errors.ts';
import { formatObjectUrl, isInside, isObjectUrl, parseObjectUrl, type ObjectUrl } from '../contract/object-url.ts';

export class OfferedPaths {
  readonly #roots = new Set<string>();
  readonly #objects: ObjectUrl[] = [];

  /** Offers a file, or a folder with everything in it; an object, or a prefix with everything below it. */
  offer(path: string): void {
    if (isObjectUrl(path)) this.#objects.push(parseObjectUrl(path));
    else this.#roots.add(canonical(path));
  }

  /** Returns the path made absolute with its links followed; an address as it is spelt. Throws PATH_NOT_OFFERED. */
  require(path: string): string {
    if (isObjectUrl(path)) return this.#requireObject(path);
    const wanted = canonical(path);
    for (const root of this.#roots) {
      const inside = relative(root, wanted);
      if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) return wanted;
    }
    throw new DeskError(
      'PATH_NOT_OFFERED',
      'That path was not chosen by anyone. Pick the file or folder, then do it again.',
    );
  }

  #requireObject(text: string): string {
    const url = parseObjectUrl(text);
    if (this.#objects.some((root) => isInside(url, root))) return formatObjectUrl(url);
    throw new DeskError(
      'PATH_NOT_OFFERED',
      'That address in an object store was not named when Bronze Desk was started. Name it on the command line, or start with --root s3://BUCKET/PREFIX.',
    );
  }
}

/** Follows the links of as much of the path as exists, so that a link cannot lead out of an offered folder. */
function canonical(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(canonical(parent), basename(absolute));
  }
}
