import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskError } from '../../../electron/contract/errors.ts';
import { run } from '../../../electron/hosts/cli/run.ts';
import { memoryIo, type Answers } from './memory-io.ts';
import { load, receipt, record, reject, validation } from './shapes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bronze-desk-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = (answers: Answers) => memoryIo(answers, { cwd: folder, env: { BRONZE_DESK_WORKSPACE: folder } });
describe('changes', () => {
  const result = {
    operation: 'op1',
    dry_run: false,
    kind: 'correct',
    records: 1,
    cells: 1,
    cleared: 1,
    still_failing: 0,
    newly_failing: 0,
    sample: [],
    skipped: [],
    stale: [],
  };
  const fixing: Answers = {
    'load.get': () => ({ load, receipt }),
    'load.list': () => [load],
    'review.correct': () => result,
  };

  it('send the selection, the values and who and why', async () => {
    const io = here(fixing);
    const argv = [
      'fix',
      '--load',
      'latest',
      '--where',
      'a= b',
      'c is null',
      '--set',
      'a=b',
      '--set-null',
      'c',
      '--reason',
      'space',
    ];
    expect(await run([...argv, '--actor', 'Ito'], io)).toBe(0);
    expect(io.calls.at(-1)).toEqual({
      method: 'review.correct',
      input: {
        selection: {
          load: load.id,
          where: [
            { column: 'a', operator: '=', value: ' b' },
            { column: 'c', operator: 'is null' },
          ],
        },
        set: { a: 'b', c: null },
        dry_run: false,
        actor: 'Ito',
        reason: 'space',
      },
    });
  });

  it.each([
    ['a reason', ['fix', '--load', 'latest', '--state', 'quarantined', '--set', 'a=b'], /--reason/],
    ['a reason that says something', ['fix', '--record', 'x:1', '--set', 'a=b', '--reason', 'x'], /three characters/],
    ['a selection', ['fix', '--load', 'latest', '--set', 'a=b', '--reason', 'because'], /which records/],
    ['a value', ['fix', '--load', 'latest', '--record', 'x:1', '--reason', 'because'], /--set/],
  ])('demand %s before the engine is opened', async (_what, argv, message) => {
    const io = here(fixing);
    expect(await run(argv, io)).toBe(2);
    expect(io.err()).toMatch(message);
    expect(io.wishes).toEqual([]);
  });

  it('take the load from the record where none is named', async () => {
    const io = here(fixing);
    expect(await run(['fix', '--record', `${load.id}:7`, '--set', 'a=b', '--reason', 'because'], io)).toBe(0);
    expect(io.calls.at(-1)?.input).toMatchObject({ selection: { load: load.id, record_ids: [`${load.id}:7`] } });
  });
});

describe('--load', () => {
  const loads = [load, { ...load, id: '20261124-0001-aaaa', loaded_at: '2026-11-24T00:01:00.000Z' }];
  const checked: Answers = {
    'load.get': (input) => {
      const found = loads.find(({ id }) => id === (input as { load: string }).load);
      return found === undefined
        ? Promise.reject(new DeskError('NOT_FOUND', 'No such load.'))
        : { load: found, receipt };
    },
    'load.list': () => loads,
    'check.run': () => ({ load, receipt, validation }),
  };

  it.each([
    ['latest', '20261124-0001-aaaa'],
    ['20261123', load.id],
    ['20261124-0001-aaaa', '20261124-0001-aaaa'],
  ])('%s means %s', async (typed, id) => {
    const io = here(checked);
    await run(['check', '--load', typed], io);
    expect(io.calls.at(-1)?.input).toMatchObject({ load: id });
  });

  it('lists the loads an ambiguous beginning could mean', async () => {
    const io = here(checked);
    expect(await run(['check', '--load', '2026'], io)).toBe(2);
    expect(io.err()).toContain(`${load.id}, 20261124-0001-aaaa`);
  });
});

describe('quarantine list', () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => record(index));
  const listing: Answers = {
    'load.list': () => [load],
    'quarantine.window': (input) => {
      const { offset, limit } = input as { offset: number; limit: number };
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
    'quarantine.rejects': (input) => {
      const { offset } = input as { offset: number };
      return { total: 1, rows: offset === 0 ? [reject] : [] };
    },
  };
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string });

  it('gives every record and reject as JSON lines, in pages of a thousand', async () => {
    const io = here(listing);
    expect(await run(['quarantine', 'list', '--load', 'latest', '--jsonl'], io)).toBe(0);
    expect(lines(io.out())).toEqual([...rows, reject]);
    const windows = io.calls.filter((call) => call.method === 'quarantine.window');
    expect(Math.max(...windows.map((call) => (call.input as { limit: number }).limit))).toBe(1_000);
  });

  it('goes on from records into rejects across a page', async () => {
    const io = here(listing);
    await run(['quarantine', 'list', '--load', 'latest', '--jsonl', '--offset', '2499', '--limit', '2'], io);
    expect(lines(io.out()).map((row) => row.kind)).toEqual(['record', 'reject']);
  });

  it('gives one object with the total otherwise', async () => {
    const io = here(listing);
    await run(['quarantine', 'list', '--load', 'latest', '--json', '--limit', '2'], io);
    expect(JSON.parse(io.out())).toMatchObject({ load: load.id, total: 2_501, rows: rows.slice(0, 2) });
  });

  it('leaves rejects out where columns are spoken of, which they do not have', async () => {
    const io = here(listing);
    await run(['quarantine', 'list', '--load', 'latest', '--where', 'a=b'], io);
    expect(io.calls.map((call) => call.method)).not.toContain('quarantine.rejects');
  });
});

describe('validate', () => {
  it('exits 3 when the file fails, in a workspace that is gone afterwards', async () => {
    const io = memoryIo({ 'check.file': () => ({ ...validation, success: false }) }, { cwd: folder });
    expect(await run(['validate', 'a.csv', '--json'], io)).toBe(3);
    expect(JSON.parse(io.out())).toEqual({ ...validation, success: false });
    expect(existsSync(io.wishes[0]!.workspace)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses --table, and says what to do', async () => {
    const io = memoryIo();
    expect(await run(['validate', 'a.csv', '--table', 'b=b.csv'], io)).toBe(2);
    expect(io.err()).toContain('--table is not supported yet. Leave it out');
  });
});

describe('mistakes and interruptions', () => {
  it('suggests the command that was meant', async () => {
    const io = memoryIo();
    expect(await run(['ingset', 'a.csv'], io)).toBe(2);
    expect(io.err()).toMatch(/^bronze-desk: Unknown command 'ingset'\. Did you mean ingest\?/);
    expect(io.out()).toBe('');
  });

  it('lists what a family of commands can do', async () => {
    const io = memoryIo();
    expect(await run(['quarantine'], io)).toBe(2);
    expect(io.err()).toContain('list, families, values, show. See bronze-desk quarantine --help.');
  });

  it('suggests the option that was meant', async () => {
    const io = memoryIo();
    expect(await run(['ingest', 'a.csv', '--tarket', 'b'], io)).toBe(2);
    expect(io.err()).toContain('Did you mean --target? See bronze-desk ingest --help.');
  });

  it('reports a mistake as one JSON line on stderr with --json', async () => {
    const io = memoryIo();
    expect(await run(['ingest', 'a.csv', '--tarket', 'b', '--json'], io)).toBe(2);
    expect(JSON.parse(io.err())).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    expect(io.out()).toBe('');
  });

  it('does not make a workspace by looking for one', async () => {
    const io = memoryIo({}, { cwd: folder });
    expect(await run(['loads'], io)).toBe(2);
    expect(io.err()).toContain('There is no workspace at');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says who has the store, and exits 4', async () => {
    const inUse = new DeskError('WORKSPACE_IN_USE', 'The workspace is in use by Bronze Desk (PID 7).');
    const io = memoryIo({}, { cwd: folder, createEngine: () => Promise.reject(inUse) });
    expect(await run(['load', 'a.csv'], io)).toBe(4);
    expect(io.err()).toBe('bronze-desk: The workspace is in use by Bronze Desk (PID 7).\n');
  });

  it('aborts the call on Ctrl-C, closes the engine, and exits 130', async () => {
    const io = here({
      'load.start': (_input, { signal }) =>
        new Promise((_, refuse) => {
          signal?.addEventListener('abort', () => refuse(new DeskError('CANCELLED', 'Cancelled.')));
          queueMicrotask(() => io.interrupt());
        }),
    });
    expect(await run(['load', 'a.csv'], io)).toBe(130);
    expect(io.closed()).toBe(1);
  });

  it('lets no words of a foreign error out', async () => {
    const io = here({ 'load.list': () => Promise.reject(new TypeError('Jane Doe')) });
    expect(await run(['loads'], io)).toBe(1);
    expect(io.err()).not.toContain('Jane Doe');
  });

  it('neutralises what a file name could do to a terminal', async () => {
    const io = here({ 'load.list': () => [{ ...load, source: '\u001b]0;owned\u0007.csv' }] });
    await run(['loads'], io);
    expect(io.out()).toContain('␛]0;owned␇.csv');
  });
});
