import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../../electron/hosts/cli/output.ts';
import { ProgressLine, progressWords } from '../../../electron/hosts/cli/progress.ts';

const reading = { phase: 'reading', done: 0, total: 200_000_000, unit: 'bytes' } as const;

function line(isTTY: boolean, format: Format = 'words') {
  const chunks: string[] = [];
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString());
        done();
      },
    }),
    { isTTY, columns: 60 },
  );
  let now = 0;
  const progress = new ProgressLine(stream, format, () => now);
  return { progress, chunks, after: (ms: number) => (now += ms) };
}

describe('progress', () => {
  it('says the true percentage, amount and rate', () => {
    expect(progressWords({ ...reading, done: 84_000_000 }, 210_000_000)).toBe(
      'reading  42%  84.0 MB of 200.0 MB  210.0 MB/s',
    );
  });

  it('says no percentage where the total is not known', () => {
    expect(progressWords({ phase: 'checking', done: 1200, total: null, unit: 'rows' }, 0)).toBe('checking  1,200 rows');
  });

  it('never says more than all of it', () => {
    expect(progressWords({ phase: 'publishing', done: 101, total: 100, unit: 'percent' }, 0)).toBe('publishing  100%');
  });

  it('rewrites one line on a terminal, ten times a second at most, and takes it away', () => {
    const { progress, chunks, after } = line(true);
    progress.report(reading);
    after(50);
    progress.report({ ...reading, done: 1 });
    after(50);
    progress.report({ ...reading, done: 100_000_000 });
    progress.clear();
    expect(chunks).toHaveLength(3);
    expect(chunks[1]).toContain('50%');
    expect(chunks.every((chunk) => chunk.startsWith('\r'))).toBe(true);
  });

  it('writes a line for each phase elsewhere', () => {
    const { progress, chunks } = line(false);
    progress.report(reading);
    progress.report({ ...reading, done: 5 });
    progress.report({ ...reading, phase: 'checking' });
    expect(chunks).toEqual(['reading …\n', 'checking …\n']);
  });

  it('writes JSON lines where JSON was asked for', () => {
    const { progress, chunks } = line(false, 'json');
    progress.report(reading);
    expect(chunks.map((chunk) => JSON.parse(chunk) as unknown)).toEqual([{ progress: reading }]);
  });
});
