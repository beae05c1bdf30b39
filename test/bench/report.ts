import type { Round } from './load-check-publish.ts';
import type { Machine } from './machine.ts';
import type { MicroBatchReport } from './micro-batches/measure.ts';
import { printMicroBatches } from './micro-batches/print.ts';
import { median, type Spread } from './percentiles.ts';
import type { Timed } from './review-at-scale.ts';
import type { WindowReport } from './window-at-scale.ts';

export interface BenchReport {
  readonly machine: Machine;
  readonly rows: number;
  readonly bytes: number;
  readonly floor_seconds: readonly number[];
  readonly engine_seconds: readonly Round[];
  /** Medians: engine over floor. */
  readonly ratio: number;
  readonly windows: readonly Timed[];
  readonly corrections: Timed;
  readonly window: WindowReport;
  readonly peak_memory_mb: { readonly load_check_publish: number; readonly whole_run: number };
  readonly micro_batches: MicroBatchReport;
}

const goals = { ratio: 3, window: 10, edit: 50, paint: 1_000 };

type Line = readonly [what: string, measured: string, goal?: string];

export function printReport(report: BenchReport): void {
  const { machine, windows, corrections, peak_memory_mb: memory } = report;
  const megabytes = Math.round(report.bytes / 1e6);
  process.stdout.write(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.os}\n` +
      `Node ${machine.node}, DuckDB ${machine.duckdb}; ${report.rows} rows, ${megabytes} MB\n\n`,
  );
  const step = (name: keyof Round) => `${median(report.engine_seconds.map((round) => round[name])).toFixed(2)} s`;
  printTable([
    ['floor: one DuckDB statement', `${median(report.floor_seconds).toFixed(2)} s`],
    ['load + check + publish', step('total')],
    ['  load', step('load')],
    ['  check', step('check')],
    ['  publish', step('publish')],
    ['ratio to the floor', `${report.ratio.toFixed(2)} x`, verdict(report.ratio, goals.ratio, 'x')],
    ['open a fresh workspace', step('open')],
    ...windows.map((timed): Line => [
      `window of 100: ${timed.name}`,
      times(timed),
      verdict(timed.p95, goals.window, 'ms'),
    ]),
    [corrections.name, times(corrections), verdict(corrections.p95, goals.edit, 'ms')],
    ['peak memory, load + check + publish', `${memory.load_check_publish} MB`],
    ['peak memory, whole run', `${memory.whole_run} MB`],
  ]);
  printWindow(report.window);
  printMicroBatches(report.micro_batches);
}

export function printWindow({ rows, first_paint: paint, first_rows: firstRows, frames }: WindowReport): void {
  process.stdout.write(`\nThe window, ${rows} rows in quarantine\n`);
  printTable([
    ['first paint', `${paint.ours.toFixed(0)} ms`, verdict(paint.ours, goals.paint, 'ms')],
    ['  of an empty page', `${paint.empty_page.toFixed(0)} ms`],
    ['first rows of Review', `${firstRows.toFixed(0)} ms`],
    ['a frame while scrolling', `${times(frames.ours)}, longest ${frames.ours.max.toFixed(0)} ms`],
    ['  of an empty page', `${times(frames.empty_page)}, longest ${frames.empty_page.max.toFixed(0)} ms`],
  ]);
}

const times = ({ p50, p95 }: Spread): string => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;

const verdict = (value: number, goal: number, unit: string): string =>
  `goal ${goal} ${unit}: ${value <= goal ? 'met' : 'MISSED'}`;

function printTable(lines: readonly Line[]): void {
  const wide = (at: 0 | 1) => Math.max(...lines.map((line) => line[at].length));
  const [what, measured] = [wide(0), wide(1)];
  for (const [name, value, goal = ''] of lines) {
    process.stdout.write(`${name.padEnd(what)}  ${value.padEnd(measured)}  ${goal}`.trimEnd() + '\n');
  }
}
