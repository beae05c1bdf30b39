/** The bronze folder: whether it may be written to, and where in it things are put together. */
import { access, constants, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import { storageError } from '../storage-error.ts';

/** Hidden, and named so that Spark, Hive and DuckDB's globs pass it by. */
const stagingName = '.bronze-desk-staging';

export const manifestName = '_manifest.json';

/** Creates the folder where it is missing. Throws TARGET_INSIDE_WORKSPACE, TARGET_NOT_WRITABLE, DISK_FULL. */
export async function prepareTarget(target: string, workspace: string): Promise<string> {
  refuseInside(target, workspace);
  try {
    await mkdir(target, { recursive: true });
    await access(target, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(target, error);
  }
  const real = realpathSync(target);
  refuseInside(real, workspace);
  return real;
}

function refuseInside(target: string, workspace: string): void {
  const inside = relative(workspace, target);
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) {
    throw new DeskError(
      'TARGET_INSIDE_WORKSPACE',
      `The bronze folder ${target} lies inside the workspace ${workspace}. Choose a folder outside it: the workspace is for review, not for readers.`,
      { target },
    );
  }
}

export function notWritable(target: string, error: unknown): DeskError {
  return storageError(error, {
    code: 'TARGET_NOT_WRITABLE',
    message: `The bronze folder ${target} cannot be written to. Choose another, or ask for permission; nothing was published.`,
  });
}

export const stagingFolder = (target: string, publish: string): string => join(target, stagingName, publish);

/** Removes one publish's staging, and the staging folder itself when nobody else uses it. */
export async function removeStaging(target: string, publish: string): Promise<void> {
  await rm(stagingFolder(target, publish), { recursive: true, force: true });
  const parent = join(target, stagingName);
  const others = await readdir(parent).catch(() => null);
  if (others?.length === 0) await rmdir(parent).catch(() => undefined);
}
