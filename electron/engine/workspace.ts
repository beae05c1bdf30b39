/**
 * A workspace's folder: where its parts are, who has it open, and what a crash left behind. DuckDB's own file lock
 * decides who may open it; the note beside it only says in words who that is.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { DeskError, isDeskError } from '../contract/errors.ts';
import { makeFolder } from './make-folder.ts';
import { storageError } from './storage-error.ts';

export interface Workspace {
  readonly path: string;
  readonly store: string;
  readonly landing: string;
  readonly staging: string;
  readonly spill: string;
  readonly note: string;
}

const noteSchema = z.object({ host: z.string(), pid: z.number(), machine: z.string(), since: z.string() });

/** Creates the folder where it is missing. Throws WORKSPACE_UNUSABLE. */
export async function prepareWorkspace(folder: string): Promise<Workspace> {
  try {
    await makeFolder(folder);
    const path = realpathSync(folder);
    const workspace = {
      path,
      store: join(path, 'desk.duckdb'),
      landing: join(path, 'landing'),
      staging: join(path, 'staging'),
      spill: join(path, 'staging', 'spill'),
      note: join(path, 'in-use.json'),
    };
    await makeFolder(workspace.landing);
    await makeFolder(workspace.spill);
    return workspace;
  } catch (error) {
    throw storageError(error, {
      code: 'WORKSPACE_UNUSABLE',
      message: `The workspace ${folder} cannot be used as a folder to write in. Choose another, or mend its permissions.`,
      remedy: 'choose workspace',
    });
  }
}

/** Turns "the file is locked" into who has it, where the note they left says so. */
export async function explainInUse(error: unknown, workspace: Workspace): Promise<unknown> {
  if (!isDeskError(error, 'WORKSPACE_IN_USE')) return error;
  const note = noteSchema.safeParse(await readNote(workspace));
  if (!note.success) return error;
  const { host, pid, since, machine } = note.data;
  return new DeskError(
    'WORKSPACE_IN_USE',
    `The workspace ${workspace.path} is in use by ${host} (PID ${pid} on ${machine}, since ${since}). Close it there, or use another workspace.`,
    { host, pid, machine, since },
  );
}

export async function noteInUse(workspace: Workspace, host: string): Promise<void> {
  const note = { host, pid: process.pid, machine: hostname(), since: new Date().toISOString() };
  await writeFile(workspace.note, JSON.stringify(note));
}

export async function clearInUse(workspace: Workspace): Promise<void> {
  await rm(workspace.note, { force: true });
}

/**
 * Throws WORKSPACE_UNUSABLE once the store is no longer in its folder: a deleted file goes on taking what is written to
 * it for as long as it is open, and all of that would be lost.
 */
export function refuseIfGone({ path, store }: Workspace): void {
  if (existsSync(store)) return;
  throw new DeskError(
    'WORKSPACE_UNUSABLE',
    `The workspace ${path} is no longer there: its folder was moved, renamed or deleted, or its drive is away. Put it back where it was and open it again, or open another one.`,
    { path },
  );
}

/**
 * Removes what a killed process was still writing: staging, and landing folders that no load knows of. What is staged of
 * `publishes` stays: it may be half-way to an object store.
 */
export async function sweep(
  workspace: Workspace,
  loads: ReadonlySet<string>,
  publishes: ReadonlySet<string>,
): Promise<void> {
  for (const name of await readdir(workspace.staging)) {
    if (join(workspace.staging, name) !== workspace.spill && !publishes.has(name))
      await rm(join(workspace.staging, name), { recursive: true });
  }
  for (const name of await readdir(workspace.landing)) {
    if (!loads.has(name)) await rm(join(workspace.landing, name), { recursive: true });
  }
}

async function readNote(workspace: Workspace): Promise<unknown> {
  try {
    return JSON.parse(await readFile(workspace.note, 'utf8')) as unknown;
  } catch {
    // A note that is missing or cut short only costs us the name of the other process.
    return undefined;
  }
}
