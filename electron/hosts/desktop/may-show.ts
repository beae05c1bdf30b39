/** Which paths the file manager may be told to show: the workspace, and what somebody chose, now or at an earlier start. */
import { isAbsolute } from 'node:path';
import type { OfferedPaths } from '../../engine/offered-paths.ts';

export interface Shown {
  readonly workspace: string;
  readonly offered: Pick<OfferedPaths, 'require'>;
}

export function mayShow(path: string, { workspace, offered }: Shown): boolean {
  if (!isAbsolute(path)) return false;
  if (path === workspace) return true;
  try {
    offered.require(path);
    return true;
  } catch {
    return false;
  }
}
