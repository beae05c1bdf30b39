/**
 * The paths a host has offered to the engine. Nothing outside them is read or written, whatever a caller sends: a
 * host offers what a person named on a command line, picked in a dialog, or dropped on the window.
 */
import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, isAbsolute, basename } from 'node:path';
import { DeskError } from '../contract/errors.ts';

export class OfferedPaths {
  readonly #roots = new Set<string>();

  /** Offers a file, or a folder with everything in it. */
  offer(path: string): void {
    this.#roots.add(canonical(path));
  }

  /** Returns the path made absolute with its links followed. Throws PATH_NOT_OFFERED. */
  require(path: string): string {
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
