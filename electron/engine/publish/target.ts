/** The bronze folder: whether it may be written to, and where in it things are put together. */
import { access, constants, rm, rmdir } from 'node:fs/promises';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { DeskError, isDeskError } from '../../contract/errors.ts';
import { duckdbErrorKind } from '../db/map-error.ts';
import { makeFolder } from '../make-folder.ts';
import { errnoOf, storageError } from '../storage-error.ts';

/** Hidden, so that Spark and Hive pass it by. */
export const stagingName = '.bronze-desk-staging';

/** Creates the folder where it is missing. Throws TARGET_INSIDE_WORKSPACE, TARGET_NOT_WRITABLE, DISK_FULL. */
export async function prepareTarget(target: string, workspace: string): Promise<string> {
  refuseInside(target, workspace);
  try {
    await makeFolder(target);
    await access(join(target, '.'), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(target, error);
  }
  const real = realpathSync(target);
  refuseInside(real, workspace);
  return real;
}

/**
 * Whether {@link prepareTarget} would succeed, without creating anything: asked before a long load, so that it is not
 * in vain. Throws as it does.
 */
export async function checkTarget(target: string, workspace: string): Promise<void> {
  refuseInside(target, workspace);
  let existing = target;
  try {
    while (!existsSync(existing)) existing = dirname(existing);
    await access(join(existing, '.'), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(target, error);
  }
  refuseInside(realpathSync(existing), workspace);
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

/** What the file system says of the target, in words; anything else as it is. */
export function notWritable(target: string, error: unknown): unknown {
  if (!isOfFileSystem(error)) return error;
  return storageError(isDeskError(error) ? error.cause : error, {
    code: 'TARGET_NOT_WRITABLE',
    message: `The bronze folder ${target} cannot be written to. Choose another, or ask for permission; nothing was published.`,
  });
}

export function isOfFileSystem(error: unknown): boolean {
  return isDeskError(error) ? duckdbErrorKind(error) === 'IO Error' : errnoOf(error) !== undefined;
}

export const stagingFolder = (target: string, publish: string): string => join(target, stagingName, publish);

/** Removes one publish's staging, and the staging folder itself when nobody else uses it. */
export async function removeStaging(target: string, publish: string): Promise<void> {
  await rm(stagingFolder(target, publish), { recursive: true, force: true });
  // Not empty while somebody else uses it, or gone with another's last.
  await rmdir(join(target, stagingName)).catch(() => undefined);
}
