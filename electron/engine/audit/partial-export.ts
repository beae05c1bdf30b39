/**
 * The hidden file beside an export that is being written. Its path is noted in the workspace first, so that what a kill
 * leaves in somebody's folder is found and removed at the next start.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { newId } from '../ids.ts';
import type { Workspace } from '../workspace.ts';

const noteEnd = '.export';

/** Only what {@link beginPartial} names is ever removed, whatever a note says. */
const partialName = /^\.\d{8}-\d{6}-[a-z0-9]{5}\.partial$/;

export interface PartialExport {
  readonly path: string;
  /** Removes the file, if it is still there, and the note. */
  readonly end: () => Promise<void>;
}

export async function beginPartial(workspace: Workspace, beside: string): Promise<PartialExport> {
  const id = newId();
  const path = join(dirname(beside), `.${id}.partial`);
  const note = join(workspace.staging, `${id}${noteEnd}`);
  await writeFile(note, path);
  return {
    path,
    end: async () => {
      await rm(path, { force: true });
      await rm(note, { force: true });
    },
  };
}

/** Before staging is swept, which takes the notes away. */
export async function removePartials(workspace: Workspace): Promise<void> {
  const notes = (await readdir(workspace.staging)).filter((name) => name.endsWith(noteEnd));
  for (const note of notes) {
    const path = await readFile(join(workspace.staging, note), 'utf8');
    // A drive that is away now keeps its hidden file: that is no reason not to open the workspace.
    if (partialName.test(basename(path))) await rm(path, { force: true }).catch(() => undefined);
  }
}
