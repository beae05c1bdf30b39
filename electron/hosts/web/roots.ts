/**
 * The folders a person in the browser may choose from, named when the server was started. Links are followed and must
 * still end inside; what is hidden below a root is not shown and cannot be chosen.
 */
import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import { OfferedPaths } from '../../engine/offered-paths.ts';

export class Roots {
  /** With links followed, each once, in the order they were named. */
  readonly paths: readonly string[];
  readonly #inside = new OfferedPaths();

  /** Throws NOT_FOUND for one that is no folder. */
  static async open(folders: readonly string[]): Promise<Roots> {
    for (const folder of folders) {
      if (await isFolder(folder)) continue;
      throw new DeskError(
        'NOT_FOUND',
        `There is no folder ${folder} to choose files from. Name one that is there with --root DIR.`,
      );
    }
    return new Roots(folders);
  }

  private constructor(folders: readonly string[]) {
    for (const folder of folders) this.#inside.offer(folder);
    this.paths = [...new Set(folders.map((folder) => this.#inside.require(folder)))];
  }

  /** The path with its links followed, whether it is there or not. Throws PATH_NOT_OFFERED for one outside. */
  require(path: string): string {
    try {
      const real = this.#inside.require(path);
      if (this.paths.some((root) => isVisible(relative(root, real)))) return real;
    } catch (error) {
      if (!isDeskError(error, 'PATH_NOT_OFFERED')) throw error;
    }
    throw new DeskError(
      'PATH_NOT_OFFERED',
      'That path is hidden, or outside the folders that Bronze Desk was started with. Choose another, or start it with --root DIR.',
    );
  }

  has(path: string): boolean {
    try {
      this.require(path);
      return true;
    } catch {
      return false;
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Of a path relative to a root; one that leads out of it begins with a dot as well. */
function isVisible(below: string): boolean {
  return below === '' || below.split(sep).every((name) => !name.startsWith('.'));
}
