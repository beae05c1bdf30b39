/**
 * What a load costs, as a multiple of the least DuckDB itself needs for it (the floor), and how long a reviewer waits.
 * Everything but the engine runs in processes of its own, so that peak memory is the engine's; all files are removed
 * at the end.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { timeFloor } from './floor.ts';
import { loadCheckPublish, type Round } from './load-check-publish.ts';
import { describeMachine, peakMemoryMB } from './machine.ts';
import { runInOwnProcess } from './own-process.ts';
import { measureMicroBatches } from './micro-batches/measure.ts';
import { printMicroBatches } from './micro-batches/print.ts';
import { median } from './percentiles.ts';
import { printReport, printWindow, type BenchReport } from './report.ts';
import { reviewAtScale } from './review-at-scale.ts';
import { windowAtScale } from './window-at-scale.ts';
import { writeRows } from './write-rows.ts';

const ROUNDS = 3;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
    // Kafka and the first design beside it, without the rest.
    'micro-batches': { type: 'boolean', default: false },
    // The window in a browser, without the rest.
    window: { type: 'boolean', default: false },
    // What it runs itself with, for its parts.
    floor: { type: 'string' },
    mixed: { type: 'string' },
    failing: { type: 'string' },
  },
});
const rows = Number(values.rows);

if (values.floor !== undefined) process.stdout.write(String(await timeFloor(values.floor)));
else if (values.mixed !== undefined) process.stdout.write(String(await writeRows(values.mixed, rows, 'mixed')));
else if (values.failing !== undefined) process.stdout.write(String(await writeRows(values.failing, rows, 'failing')));
else if (values['micro-batches']) await benchMicroBatches(values.json);
else if (values.window) await benchWindow(values.json);
else if (Number.isInteger(rows) && rows >= 1_000) await runBench(values.json);
else {
  process.stderr.write('bench: --rows needs a whole number from 1000 on\n');
  process.exitCode = 2;
}

async function runBench(json: boolean): Promise<void> {
  const report = await inFolder(measure);
  const text = `${JSON.stringify(report, null, 2)}\n`;
  await writeFile(new URL('./bench.json', import.meta.url), text);
  if (json) process.stdout.write(text);
  else printReport(report);
}

async function benchMicroBatches(json: boolean): Promise<void> {
  const report = await inFolder((folder) => measureMicroBatches(folder, ROUNDS, say));
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else printMicroBatches(report);
}

async function benchWindow(json: boolean): Promise<void> {
  const report = await inFolder(async (folder) => {
    say(`quarantining ${rows} rows`);
    const failing = join(folder, 'failing.csv');
    runInOwnProcess('--failing', failing, '--rows', String(rows));
    return windowAtScale(folder, failing, rows);
  });
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else printWindow(report);
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bronze-desk-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(folder: string): Promise<BenchReport> {
  say(`writing ${rows} rows`);
  const mixed = join(folder, 'mixed.csv');
  const bytes = runInOwnProcess('--mixed', mixed, '--rows', String(rows));
  const floors: number[] = [];
  const rounds: Round[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`round ${round} of ${ROUNDS}`);
    floors.push(runInOwnProcess('--floor', mixed));
    rounds.push(await loadCheckPublish(join(folder, `round-${round}`), mixed));
    await rm(join(folder, `round-${round}`), { recursive: true, force: true, maxRetries: 5 });
  }
  const memoryAfterPublish = peakMemoryMB();
  await rm(mixed);
  say(`quarantining ${rows} rows`);
  const failing = join(folder, 'failing.csv');
  runInOwnProcess('--failing', failing, '--rows', String(rows));
  const review = await reviewAtScale(join(folder, 'review'), failing);
  say('opening the window');
  const inWindow = await windowAtScale(folder, failing, rows);
  const floor = median(floors);
  const total = median(rounds.map((round) => round.total));
  return {
    machine: describeMachine(),
    rows,
    bytes,
    floor_seconds: floors,
    engine_seconds: rounds,
    ratio: total / floor,
    windows: review.windows,
    corrections: review.corrections,
    window: inWindow,
    peak_memory_mb: { load_check_publish: memoryAfterPublish, whole_run: peakMemoryMB() },
    micro_batches: await measureMicroBatches(folder, ROUNDS, say),
  };
}

function say(what: string): void {
  process.stderr.write(`bench: ${what}\n`);
}
