import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../electron/hosts/cli/run.ts';
import { memoryIo } from './memory-io.ts';
import { load, record } from './shapes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bronze-desk-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A pipe whose reader leaves after so many lines, or with another complaint. */
function pipe(lines: number, code: string) {
  let written = 0;
  return new Writable({
    autoDestroy: false,
    write(_chunk, _encoding, done) {
      written += 1;
      done(written > lines ? Object.assign(new Error(code), { code }) : null);
    },
  });
}

function endless(stdout: Writable) {
  return memoryIo(
    {
      'load.list': () => [load],
      'quarantine.window': () => ({ total: 1e9, rows: [record(1), record(2)] }),
      'quarantine.rejects': () => ({ total: 0, rows: [] }),
    },
    { stdout, cwd: folder, env: { BRONZE_DESK_WORKSPACE: folder } },
  );
}

const argv = ['quarantine', 'list', '--load', 'latest', '--jsonl'];

describe('a pipe', () => {
  it('that is closed early ends the list quietly', async () => {
    const io = endless(pipe(3, 'EPIPE'));
    expect(await run(argv, io)).toBe(0);
    expect(io.err()).toBe('');
  });

  it('into a full disk is a failure', async () => {
    const io = endless(pipe(3, 'ENOSPC'));
    expect(await run(argv, io)).toBe(1);
    expect(io.err()).toContain('the disk is full');
  });
});
