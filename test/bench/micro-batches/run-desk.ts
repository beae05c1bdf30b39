/** Bronze Desk as it is run from the command line, in a process of its own, measured from outside. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Measured } from './seed-python.ts';

const cli = fileURLToPath(new URL('./cli.js', import.meta.url));
const peak = new URL('../test/bench/micro-batches/peak.mjs', import.meta.url).href;

interface Batch {
  readonly messages: number;
  readonly seconds: number;
}

/** Takes a whole topic in. What is timed begins when the first batch's first message was in hand. */
export async function consumeTopic(
  servers: string,
  topic: string,
  batchSize: number,
  place: string,
): Promise<Measured> {
  const began = performance.now();
  const batches: Batch[] = [];
  let first = Number.NaN;
  let last = Number.NaN;
  // A group of its own, or the broker would say that everything was taken before.
  const where = ['--bootstrap-servers', servers, '--topic', topic, '--group', `bench-${randomUUID()}`];
  const args = ['consume', ...where, '--batch-size', String(batchSize), '--until-caught-up', '--jsonl'];
  const taken = await runDesk([...args, ...placed(place)], (line) => {
    const batch = JSON.parse(line) as Batch;
    const now = performance.now();
    if (batches.length === 0) first = now - batch.seconds * 1_000;
    last = now;
    batches.push(batch);
  });
  if (batches.length === 0) throw new Error(`nothing was taken of ${topic}`);
  const latency = batches.reduce((sum, { seconds }) => sum + seconds, 0) / batches.length;
  return { ...taken, join: (first - began) / 1_000, seconds: (last - first) / 1_000, latency };
}

/** Loads, checks and publishes a file; the seconds are the command's own, without the start of Node. */
export async function ingestFile(file: string, place: string): Promise<Measured> {
  let answer = '';
  const args = ['ingest', file, '--partition-by', 'ingest_date', '--json'];
  const taken = await runDesk([...args, ...placed(place)], (line) => (answer += line));
  const { seconds } = JSON.parse(answer) as { seconds: { total: number } };
  return { ...taken, join: 0, seconds: seconds.total, latency: seconds.total };
}

const placed = (place: string): string[] => [
  '--workspace',
  `${place}/workspace`,
  '--target',
  `${place}/bronze`,
  '--actor',
  'bench',
  '--quiet',
];

async function runDesk(
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<Pick<Measured, 'memory_mb' | 'cpu'>> {
  const child = spawn(process.execPath, ['--import', peak, cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout }).on('line', onLine);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const read = once(lines, 'close');
  const [code] = (await once(child, 'close')) as [number | null];
  await read;
  // 3: done, and rows are in quarantine.
  if (code !== 0 && code !== 3) throw new Error(`${args[0] ?? ''} ended with ${String(code)}: ${stderr}`);
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as Pick<Measured, 'memory_mb' | 'cpu'>;
}
