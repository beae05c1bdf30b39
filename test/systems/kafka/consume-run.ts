/** `consume` as it is run from the command line, and what bronze holds of it, judged from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { manifestSchema, type Manifest } from '../../../electron/contract/publish.ts';
import { streamStatusSchema, type StreamStatus } from '../../../electron/contract/stream.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import type { KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { literally, query } from '../../support/parquet.ts';

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

export interface Place extends Disposable {
  readonly workspace: string;
  readonly target: string;
}

export function makePlace(target?: string): Place {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-consume-')));
  return {
    workspace: join(root, 'workspace'),
    target: target ?? join(root, 'bronze'),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Resolves when `test` holds of what was printed so far; rejects when the run ends before. */
  printed(test: (stdout: string, stderr: string) => boolean): Promise<void>;
}

export function startConsume(
  servers: readonly string[],
  topic: string,
  place: Place,
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Run {
  const where = ['--bootstrap-servers', servers.join(','), '--topic', topic, '--target', place.target];
  const child = spawn(
    process.execPath,
    [cli, 'consume', ...where, '--workspace', place.workspace, '--actor', 'Ada Tester', ...options],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  return {
    child,
    ended,
    printed: (test) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (test(stdout, stderr)) resolve();
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void ended.then(() => reject(new Error(`consume ended first:\n${stdout}\n${stderr}`)));
        look();
      }),
  };
}

/** Until everything is taken. Exit code 0 or 3. */
export async function consumeAll(
  servers: readonly string[],
  topic: string,
  place: Place,
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<StreamStatus> {
  const toTheEnd = ['--until-caught-up', '--json', ...options];
  const { code, stdout, stderr } = await startConsume(servers, topic, place, toTheEnd, env).ended;
  if (code !== 0 && code !== 3) throw new Error(`consume ended with ${String(code)}:\n${stderr}`);
  return z.looseObject(streamStatusSchema.shape).parse(JSON.parse(stdout));
}

export async function sendAll(
  servers: readonly string[],
  topic: string,
  messages: Iterable<KafkaOutgoing>,
): Promise<void> {
  const producer = await platformaticClient.connectProducer({ bootstrapServers: servers, clientId: 'test' });
  try {
    let batch: KafkaOutgoing[] = [];
    for (const message of messages) {
      batch.push(message);
      if (batch.length < 2_000) continue;
      await producer.send(topic, batch);
      batch = [];
    }
    if (batch.length > 0) await producer.send(topic, batch);
  } finally {
    await producer.close();
  }
}

/** Numbered, so that what is lost or doubled has a name. */
export function* numbered(from: number, to: number, partitions: number): Iterable<KafkaOutgoing> {
  for (let number = from; number < to; number += 1) {
    const value = { number, transcription: `dictation ${number}`, medical_specialty: 'Surgery' };
    yield {
      partition: number % partitions,
      key: Buffer.from(`key ${number}`),
      value: Buffer.from(JSON.stringify(value)),
      headers: [],
    };
  }
}

/** Every publish of micro-batches in a bronze folder that exists, by its manifest. */
export function manifests(target: string): { manifest: Manifest; files: string[] }[] {
  const folder = join(target, '_manifests');
  const single = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const folders = readdirSync(target)
    .map((name) => join(target, name, '_manifest.json'))
    .filter((path) => existsSync(path));
  return [...single, ...folders].map((path) => {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const base = path.endsWith('_manifest.json') ? dirname(path) : target;
    return { manifest, files: manifest.files.map((file) => join(base, file.path)) };
  });
}

/** The numbers in bronze, ascending, as a reader that follows manifests finds them. */
export async function numbersIn(target: string): Promise<number[]> {
  const files = manifests(target).flatMap((publish) => publish.files);
  if (files.length === 0) return [];
  const rows = await query<{ number: string }>(
    `SELECT number FROM read_parquet([${files.map(literally).join(', ')}], union_by_name = true) ORDER BY number::BIGINT`,
  );
  return rows.map((row) => Number(row.number));
}

/** Parquet files below the target that no manifest names. */
export function orphans(target: string): string[] {
  const named = new Set(manifests(target).flatMap((publish) => publish.files));
  return readdirSync(target, { recursive: true, encoding: 'utf8' })
    .map((name) => join(target, name))
    .filter((path) => path.endsWith('.parquet') && !named.has(path));
}

/** Resolves at the first change in a folder, or when `ended` does; the folder may not be there yet. */
export async function firstChange(folder: string, run: Run): Promise<void> {
  const stop = new AbortController();
  void run.ended.then(() => stop.abort());
  const changed = (path: string): Promise<void> =>
    new Promise((resolve) => {
      const watcher = watch(path, { signal: stop.signal, persistent: false }, () => resolve());
      watcher.on('error', () => resolve());
      watcher.on('close', () => resolve());
    });
  while (!existsSync(folder) && !stop.signal.aborted) {
    let above = dirname(folder);
    while (!existsSync(above)) above = dirname(above);
    const waiting = changed(above);
    if (!existsSync(folder)) await waiting;
  }
  if (!stop.signal.aborted) await changed(folder);
  stop.abort();
}
