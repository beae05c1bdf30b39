/** Creates a folder and the ones above it. */
import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './storage-error.ts';

/**
 * As `mkdir -p`. Node's own recursive mode never returns where the system answers ENOENT for a folder whose parent is
 * there, as /proc does. Throws what the system says.
 */
export async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
