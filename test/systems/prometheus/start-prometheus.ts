/**
 * A real Prometheus on loopback, with promtool. One on the PATH is used; else Debian's package is fetched with apt-get and
 * unpacked, not installed, into the cache: nothing of the machine changes, and no service starts.
 */
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import { notToBeFetched, systemFolder } from '../cache.ts';

const unpacked = systemFolder('prometheus-debian');
const patienceMs = 60_000;

/** Why there can be no Prometheus on this machine; null when there can. */
export function missingPrometheus(): string | null {
  if (onPath('prometheus') && onPath('promtool')) return null;
  if (existsSync(join(unpacked, 'usr', 'bin', 'prometheus'))) return null;
  const kept = notToBeFetched('Prometheus');
  if (kept !== null) return kept;
  if (onPath('apt-get') && onPath('dpkg-deb')) return null;
  return 'no prometheus and promtool on the PATH, and no apt-get to fetch them with';
}

/** Runs promtool to its end. */
export function promtool(args: readonly string[], cwd = '.', input = ''): SpawnSyncReturns<string> {
  return spawnSync(program('promtool'), args, { encoding: 'utf8', cwd, input });
}

export interface QueriedSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Target {
  readonly health: string;
  readonly lastError: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface RunningPrometheus extends AsyncDisposable {
  readonly url: string;
  /** An instant query. Throws what Prometheus says of a bad one. */
  query(promql: string): Promise<QueriedSample[]>;
  targets(): Promise<Target[]>;
  /** By alert name: its health (`ok`, `err`) and state (`inactive`, `pending`, `firing`). */
  alertRules(): Promise<Map<string, { health: string; state: string }>>;
  stop(): Promise<void>;
}

/** Starts Prometheus with the given configuration (YAML; paths in it absolute) and waits until it is ready. */
export async function startPrometheus(config: string): Promise<RunningPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-prometheus-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'prometheus.yml'), config);
  const child = spawn(
    program('prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(`${url}/-/ready`, () => child.exitCode === null);
  } catch (error) {
    await stop();
    throw new Error(`Prometheus did not become ready: ${said}`, { cause: error });
  }
  return {
    url,
    stop,
    [Symbol.asyncDispose]: stop,
    async query(promql) {
      const { result } = await ask<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(
        `${url}/api/v1/query?query=${encodeURIComponent(promql)}`,
      );
      return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
    async targets() {
      return (await ask<{ activeTargets: Target[] }>(`${url}/api/v1/targets`)).activeTargets;
    },
    async alertRules() {
      const { groups } = await ask<{ groups: { rules: { name: string; health: string; state: string }[] }[] }>(
        `${url}/api/v1/rules?type=alert`,
      );
      return new Map(groups.flatMap(({ rules }) => rules).map((rule) => [rule.name, rule]));
    },
  };
}

async function ask<Data>(address: string): Promise<Data> {
  const response = await fetch(address);
  const answer = (await response.json()) as { status: string; data: Data; error?: string };
  if (answer.status !== 'success') throw new Error(answer.error);
  return answer.data;
}

async function untilReady(address: string, alive: () => boolean): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const ready = await fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    if (!alive() || Date.now() > until) throw new Error('it ended, or took too long');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function onPath(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** A program of the package, fetched where it is missing. */
function program(name: 'prometheus' | 'promtool'): string {
  if (onPath('prometheus') && onPath('promtool')) return name;
  const path = join(unpacked, 'usr', 'bin', name);
  if (!existsSync(path)) fetchPackage();
  return path;
}

/** Unpacked beside its place and renamed, so that two who fetch at once do not see each other's half. */
function fetchPackage(): void {
  const beside = dirname(unpacked);
  mkdirSync(beside, { recursive: true });
  const folder = mkdtempSync(join(beside, 'prometheus-fetching-'));
  const download = (): SpawnSyncReturns<string> =>
    spawnSync('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', 'prometheus'], {
      cwd: folder,
      encoding: 'utf8',
    });
  let fetched = download();
  // A fresh machine has no lists yet; only root can have them made.
  if (fetched.status !== 0 && spawnSync('apt-get', ['update']).status === 0) fetched = download();
  const file = readdirSync(folder).find((entry) => entry.endsWith('.deb'));
  if (file === undefined) throw new Error(`apt-get could not fetch prometheus: ${fetched.stderr}`);
  const tree = join(folder, 'tree');
  const opened = spawnSync('dpkg-deb', ['-x', join(folder, file), tree], { encoding: 'utf8' });
  if (opened.status !== 0) throw new Error(`dpkg-deb could not unpack prometheus: ${opened.stderr}`);
  if (!existsSync(unpacked)) renameSync(tree, unpacked);
  rmSync(folder, { recursive: true, force: true });
}
