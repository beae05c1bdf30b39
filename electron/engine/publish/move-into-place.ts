/** From staging into bronze: the rename of the folder is what publishes. */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isOneFile, manifestPath, nextPath, quarantinePath, stagedManifest } from './publish-path.ts';
import { errnoOf } from '../storage-error.ts';
import { nameFiles, onlyFile, type StagePlace } from './stage.ts';

/**
 * Moves what is staged to `path`, or, where that is taken, to the next free second's. `announce` is told of another path
 * before anything is moved there. Returns where it went.
 */
export async function moveIntoPlace(
  staging: StagePlace,
  path: string,
  announce: (path: string) => Promise<void>,
): Promise<string> {
  if (isOneFile(path)) return moveOneFile(staging, path);
  await nameFiles(staging.data);
  const withQuarantine = existsSync(staging.quarantine);
  if (withQuarantine) {
    await nameFiles(staging.quarantine);
    await mkdir(dirname(quarantinePath(path)), { recursive: true });
  }
  for (let place = path; ; place = nextPath(place)) {
    if (place !== path) await announce(place);
    if (existsSync(place) || existsSync(quarantinePath(place))) continue;
    if (withQuarantine) await rename(staging.quarantine, quarantinePath(place));
    try {
      await rename(staging.data, place);
    } catch (error) {
      if (withQuarantine) await rename(quarantinePath(place), staging.quarantine);
      // Somebody else published here since we looked.
      if (errnoOf(error) !== undefined && existsSync(place)) continue;
      throw error;
    }
    await syncFolder(dirname(place));
    return place;
  }
}

/** The file first, under a name that is nobody else's; then the manifest, which makes it a publish. */
async function moveOneFile(staging: StagePlace, path: string): Promise<string> {
  if (existsSync(staging.quarantine)) {
    await nameFiles(staging.quarantine);
    await mkdir(dirname(quarantinePath(path)), { recursive: true });
    await rename(staging.quarantine, quarantinePath(path));
  }
  const manifest = manifestPath(path);
  await mkdir(dirname(manifest), { recursive: true });
  await rename(onlyFile(staging.data), path);
  await syncFolder(dirname(path));
  await rename(stagedManifest(staging.data), manifest);
  await syncFolder(dirname(manifest));
  return path;
}

/** What was moved before the manifest should have followed; only for a path that has none. */
export async function removeHalf(path: string): Promise<void> {
  await rm(quarantinePath(path), { recursive: true, force: true });
  // A folder comes with its manifest in it; a file is there before its manifest, and its name is nobody else's.
  if (isOneFile(path)) await rm(path, { force: true });
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
