/**
 * Reads a compose file with Docker's own loader (compose-go, what `docker compose config` reads with), built on first use
 * from the Go module beside this file. No engine is needed, and no container starts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemFolder } from '../cache.ts';

const source = fileURLToPath(new URL('./compose-config', import.meta.url));
const folder = systemFolder('compose-go-2.9.1');
const program = join(folder, 'compose-config');

/** Why compose files cannot be read on this machine; null when they can. */
export function missingCompose(): string | null {
  if (existsSync(program) || spawnSync('go', ['version']).status === 0) return null;
  return 'no Go to build compose-go with';
}

export interface Read {
  readonly status: number | null;
  /** JSON. */
  readonly stdout: string;
  readonly stderr: string;
}

/** `variables` are all the environment there is. */
export function loadCompose(file: string, variables: Readonly<Record<string, string>>): Read {
  if (!existsSync(program)) build();
  return spawnSync(program, [file], { encoding: 'utf8', cwd: folder, env: { ...variables } });
}

function build(): void {
  mkdirSync(folder, { recursive: true });
  const fresh = `${program}-${process.pid}`;
  const { status, stderr } = spawnSync('go', ['build', '-o', fresh, '.'], { cwd: source, encoding: 'utf8' });
  if (status !== 0) throw new Error(`compose-go could not be built: ${stderr}`);
  renameSync(fresh, program);
}
