/** Which paths the file manager may be told to show: those somebody chose, the workspace, and what it has published. */
import { isAbsolute, relative } from 'node:path';
import type { Caller } from '../../contract/caller.ts';
import type { OfferedPaths } from '../../engine/offered-paths.ts';

export interface Shown {
  readonly workspace: string;
  readonly offered: Pick<OfferedPaths, 'require'>;
  readonly engine: Caller | undefined;
}

export async function mayShow(path: string, { workspace, offered, engine }: Shown): Promise<boolean> {
  if (!isAbsolute(path)) return false;
  if (path === workspace) return true;
  try {
    offered.require(path);
    return true;
  } catch {
    // Not chosen in this session; it may still lie in a publish of an earlier one.
  }
  try {
    const publishes = (await engine?.call('publish.list', {})) ?? [];
    return publishes.some((publish) => isWithin(path, publish.path));
  } catch {
    return false;
  }
}

function isWithin(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (!inside.startsWith('..') && !isAbsolute(inside));
}
