/** Changes that change nothing, and the words around states and publishes. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../electron/hosts/cli/run.ts';
import { memoryIo, type Answers } from './memory-io.ts';
import { load, published, receipt, record, reject } from './shapes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bronze-desk-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = (answers: Answers) => memoryIo(answers, { cwd: folder, env: { BRONZE_DESK_WORKSPACE: folder } });

const nothing = { operation: null, dry_run: false, kind: 'correct', records: 0, cells: 0 };
const quiet = { cleared: 0, still_failing: 0, newly_failing: 0, sample: [], skipped: [], stale: [] };
const loads: Answers = { 'load.get': () => ({ load, receipt }), 'load.list': () => [load] };
const rule = 'Clean records are only meant when --state clean or --record is given.';

describe.each([
  ['fix', 'review.correct', ['--set', 'a=b']],
  ['waive', 'review.waive', []],
  ['exclude', 'review.exclude', []],
  ['reinstate', 'review.reinstate', []],
] as const)('%s', (command, method, more) => {
  const typed = [command, '--load', 'latest', '--where', 'a=z', ...more, '--reason', 'because'];

  it.each([false, true])('that changes nothing says so and exits 1 (dry run: %s)', async (dryRun) => {
    const result = { ...nothing, ...quiet, kind: method.slice('review.'.length), dry_run: dryRun };
    const argv = dryRun ? [...typed, '--dry-run'] : typed;
    const io = here({ ...loads, [method]: () => result });
    expect(await run(argv, io)).toBe(1);
    expect(io.out()).toBe(`No record matches, or nothing would change. ${rule}\n`);
    const json = here({ ...loads, [method]: () => result });
    expect(await run([...argv, '--json'], json)).toBe(1);
    expect(JSON.parse(json.out())).toEqual(result);
  });

  it('says in its help when clean records are meant', async () => {
    const io = memoryIo();
    await run([command, '--help'], io);
    expect(io.out()).toContain(rule);
  });
});

it('exclude says what is kept out of bronze', async () => {
  const result = { ...nothing, ...quiet, operation: 'op1', kind: 'exclude', records: 1, cleared: 1 };
  const io = here({ ...loads, 'review.exclude': () => result });
  expect(await run(['exclude', '--record', `${load.id}:7`, '--reason', 'because'], io)).toBe(0);
  expect(io.out()).toContain('\n1 record is kept out of bronze\n');
  expect(io.out()).not.toContain('no longer fail');
});

describe('quarantine', () => {
  it.each([['quarantine', 'list'], ['quarantine', 'families'], ['families']])(
    '%s %s has no clean records to offer',
    async (...typed) => {
      const io = here(loads);
      expect(await run([...typed.filter(Boolean), '--load', 'latest', '--state', 'clean'], io)).toBe(2);
      expect(io.err()).toContain('Allowed choices are quarantined, corrected');
    },
  );

  it('says "–" of a record that fails nothing now, and the sentence of what was waived', async () => {
    const finding = {
      expectation: 'e',
      expectation_key: 'k',
      column: 'a',
      value: 'b',
      sentence: 'a is c',
      waived: true,
    };
    const rows = [
      { ...record(1), state: 'corrected' },
      { ...record(2), state: 'waived', findings: [finding] },
    ];
    const io = here({
      ...loads,
      'quarantine.window': (input) => {
        const { offset } = input as { offset: number };
        return { total: 2, rows: rows.slice(offset) };
      },
      'quarantine.rejects': () => ({ total: 0, rows: [reject].slice(1) }),
    });
    expect(await run(['quarantine', 'list', '--load', 'latest', '--state', 'corrected', 'waived'], io)).toBe(0);
    expect(io.out()).toMatch(/corrected +–\n/);
    expect(io.out()).toMatch(/waived +a is c: b\n/);
  });
});

it('publish says whether what it supersedes is still there', async () => {
  const old = join(folder, 'ingest_0');
  const answers: Answers = { ...loads, 'publish.run': () => ({ ...published, superseded: old }) };
  const said = async () => {
    const io = here(answers);
    await run(['publish', '--load', 'latest', '--target', 'bronze'], io);
    return io.out();
  };
  expect(await said()).toContain(`It supersedes ${old} (no longer there)\n`);
  mkdirSync(old);
  expect(await said()).toContain(`It supersedes ${old}\n`);
});

describe('audit', () => {
  const [hash, at] = ['ab'.repeat(32), '2026-11-23T07:58:00.000Z'];
  const event = { seq: 5, at, actor: 'Ito', action: 'publish', load: load.id, record: null, column: null };
  const rest = { old: null, new: '/b/ingest_1', reason: null, operation: 'op1', prev: hash, hash };

  it('list shows where a publish went', async () => {
    const io = here({
      'audit.list': (input) => ('before' in (input as object) ? [] : [{ ...event, ...rest }]),
    });
    expect(await run(['audit', 'list'], io)).toBe(0);
    expect(io.out()).toContain('/b/ingest_1');
  });

  it('export overwrites with --force only', async () => {
    const io = here({ 'audit.export': () => ({ path: 't', events: 1, head: hash }) });
    await run(['audit', 'export', 't.jsonl'], io);
    await run(['audit', 'export', 't.jsonl', '--force'], io);
    expect(io.calls.map(({ input }) => (input as { overwrite: boolean }).overwrite)).toEqual([false, true]);
  });

  it('verify says what a file alone cannot prove, and takes a head noted elsewhere', async () => {
    const verdict = { ok: true, events: 5, head: hash, first_bad: null };
    const io = here({ 'audit.verify': () => verdict });
    expect(await run(['audit', 'verify', 't.jsonl'], io)).toBe(0);
    expect(io.out()).toContain('A file alone cannot prove that its end was not cut off.');
    expect(io.out()).toContain('--head HASH --events N');
    expect(await run(['audit', 'verify', 't.jsonl', '--head', hash, '--events', '3'], io)).toBe(0);
    expect(io.calls.at(-1)?.input).toMatchObject({ head: hash, events: 3 });
    expect(await run(['audit', 'verify', 't.jsonl', '--head', hash], io)).toBe(2);
  });

  it('verify names the bad event once', async () => {
    const bad = { seq: 5, why: 'Event 5: it is missing.' };
    const io = here({ 'audit.verify': () => ({ ok: false, events: 4, head: hash, first_bad: bad }) });
    expect(await run(['audit', 'verify'], io)).toBe(1);
    expect(io.out()).toBe('✗ The trail was changed. Event 5: it is missing.\n');
  });
});
