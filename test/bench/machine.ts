import { arch, cpus, release, totalmem, type } from 'node:os';
import duckdb from '@duckdb/node-api';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly os: string;
  readonly node: string;
  readonly duckdb: string;
}

export function describeMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()} ${arch()}`,
    node: process.version,
    duckdb: duckdb.version(),
  };
}

/** The most this process has held since it started. */
export const peakMemoryMB = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);
