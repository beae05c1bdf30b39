import type { Compared, MicroBatchReport, SizeReport, Speed } from './measure.ts';

const goal = 5;
const header = ['batch size', 'what', 'records/s', 'average latency', 'memory', 'CPU', 'joining'];

export function printMicroBatches(report: MicroBatchReport): void {
  for (const reason of report.skipped) process.stdout.write(`\nskipped: ${reason}\n`);
  const streams = report.sizes.flatMap((size) => (size.stream === null ? [] : rows(size, size.stream)));
  if (streams.length > 0) print('Kafka to Parquet, from the first message to the last record in bronze', streams);
  print(
    'a file of so many records to Parquet',
    report.sizes.flatMap((size) => rows(size, size.file)),
  );
}

function rows({ batch }: SizeReport, { desk, seed, seedWithChecks }: Compared): string[][] {
  const name = batch.toLocaleString('en');
  return [
    [name, 'Bronze Desk', ...cells(desk)],
    ...(seedWithChecks === null
      ? []
      : [[name, `first design with its checks${times(desk, seedWithChecks)}`, ...cells(seedWithChecks)]]),
    ...(seed === null ? [] : [[name, `first design without${times(desk, seed)}`, ...cells(seed)]]),
  ];
}

function times(desk: Speed, seed: Speed): string {
  const ratio = desk.records_per_second / seed.records_per_second;
  return `: ${ratio.toFixed(2)} x (goal ${goal} x: ${ratio >= goal ? 'met' : 'MISSED'})`;
}

const cells = (speed: Speed): string[] => [
  Math.round(speed.records_per_second).toLocaleString('en'),
  `${Math.round(speed.latency_ms)} ms`,
  `${Math.round(speed.memory_mb)} MB`,
  `${speed.cpu_seconds.toFixed(1)} s`,
  `${speed.join_seconds.toFixed(1)} s`,
];

function print(title: string, lines: readonly string[][]): void {
  const all = [header, ...lines];
  const widths = header.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  process.stdout.write(`\n${title}\n`);
  for (const line of all) {
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}
