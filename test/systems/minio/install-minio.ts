/**
 * MinIO's own server, built from its Go module: its makers publish no package elsewhere that a registry serves, and its
 * releases are not tagged as Go versions, so the module is pinned by commit.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { notToBeFetched, systemFolder } from '../cache.ts';

const version = 'v0.0.0-20260212201848-7aac2a2c5b7c';

const folder = systemFolder(`minio-${version}`);
const binary = join(folder, 'minio');

/** Go's installer puts it there and on no one's PATH. */
const path = [process.env['PATH'] ?? '', '/usr/local/go/bin'].join(delimiter);

/** Why MinIO cannot be had on this machine; null when it can. */
export function missingMinio(): string | null {
  if (existsSync(binary)) return null;
  const kept = notToBeFetched('MinIO');
  if (kept !== null) return kept;
  const go = spawnSync('go', ['version'], { env: { ...process.env, PATH: path } });
  return go.status === 0 ? null : 'no Go toolchain to build MinIO with';
}

/** Builds it on first use, which takes some minutes. Returns the program's path. */
export async function installMinio(): Promise<string> {
  if (existsSync(binary)) return binary;
  await mkdir(folder, { recursive: true });
  const building = await mkdtemp(join(folder, 'building-'));
  try {
    await promisify(execFile)('go', ['install', `github.com/minio/minio@${version}`], {
      cwd: building,
      env: { ...process.env, PATH: path, GOBIN: building, GOFLAGS: '-buildvcs=false' },
      timeout: 14 * 60_000,
    });
    await rename(join(building, 'minio'), binary);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return binary;
}
