/** A file system of a few megabytes, where the machine lets us mount one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  readonly remove: () => void;
}

/** In a folder of its own, or over `path`. Null where mounting is not allowed. */
export function mountSmallDisk(
  size: string,
  path = mkdtempSync(join(tmpdir(), 'bronze-desk-disk-')),
): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  const mounted = mayMount() && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]).status === 0;
  if (!mounted) rmSync(path, { recursive: true });
  return mounted ? { path, remove: () => unmount(path) } : null;
}

const mayMount = (): boolean => process.platform === 'linux' && process.getuid?.() === 0;

function unmount(path: string): void {
  spawnSync('umount', [path]);
  rmSync(path, { recursive: true, force: true });
}
