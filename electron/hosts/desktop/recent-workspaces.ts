/** The workspaces opened last, the newest first: folders and nothing of what is in them. */
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { KeptFile } from './kept-file.ts';

export const recentSchema = z.object({ workspaces: z.array(z.string().min(1)) });

const most = 10;

export class RecentWorkspaces {
  readonly #file: KeptFile<z.infer<typeof recentSchema>>;

  constructor(file: KeptFile<z.infer<typeof recentSchema>>) {
    this.#file = file;
  }

  /** Those whose folder is still there. */
  list(): string[] {
    return (this.#file.read()?.workspaces ?? []).filter(isFolder);
  }

  add(workspace: string): void {
    const others = this.list().filter((other) => other !== workspace);
    this.#file.write({ workspaces: [workspace, ...others].slice(0, most) });
  }

  clear(): void {
    this.#file.write({ workspaces: [] });
  }
}

/** A workspace's name for people: its folder's. */
export function workspaceName(workspace: string): string {
  const name = basename(workspace);
  return name === '' ? workspace : name;
}

/** A folder that somebody opened may be data to load, or work to go on with. */
export function isWorkspace(path: string): boolean {
  return existsSync(join(path, 'desk.duckdb'));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
