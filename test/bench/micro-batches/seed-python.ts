/** A Python with what the first design runs on: installed once into the cache, from PyPI. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** confluent-kafka, not kafka-python: on the records of this bench it took twelve times as many a second. */
const packages = ['pandas==3.1.1', 'pyarrow==26.0.1', 'confluent-kafka==2.16.1', 'great_expectations==1.24.1'];

const cache = process.env['BRONZE_DESK_SYSTEMS'] ?? join(homedir(), '.cache', 'bronze-desk', 'systems');
const venv = join(cache, 'first-design-1');
const python = join(venv, 'bin', 'python');
const program = fileURLToPath(new URL('../test/bench/micro-batches/seed_pipeline.py', import.meta.url));

/** Why the first design cannot be run here; null when it can. */
export function missingPython(): string | null {
  const asked = spawnSync('python3', ['-c', 'import venv, sys; print(sys.version_info >= (3, 11))'], {
    encoding: 'utf8',
  });
  return asked.error === undefined && asked.stdout.trim() === 'True'
    ? null
    : 'there is no Python 3.11 with venv to run the first design with';
}

export async function installPython(): Promise<void> {
  if (existsSync(python)) return;
  await mkdir(cache, { recursive: true });
  const building = `${venv}-${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', building]);
    await run(join(building, 'bin', 'pip'), ['install', '--quiet', ...packages], { maxBuffer: 1 << 26 });
    await rename(building, venv);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

/** Seconds and megabytes; `join` until the first message was there. */
export interface Measured {
  readonly join: number;
  readonly seconds: number;
  readonly latency: number;
  readonly memory_mb: number;
  readonly cpu: number;
}

export async function runSeed(...args: string[]): Promise<Measured> {
  const env = { ...process.env, GX_ANALYTICS_ENABLED: 'false' };
  const { stdout } = await run(python, [program, ...args], { maxBuffer: 1 << 26, env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}
