import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RedriveResult } from '../../../electron/contract/redrive.ts';
import { run } from '../../../electron/hosts/cli/run.ts';
import { memoryIo, type Answers } from './memory-io.ts';
import { load, receipt } from './shapes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bronze-desk-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nothing: RedriveResult = {
  operation: null,
  dry_run: false,
  to: 'topic',
  loads: 0,
  records: 0,
  waived: 0,
  in_bronze: 0,
  elsewhere: 0,
  partitions: [],
  publishes: [],
  sample: [],
  skipped: [],
  undecided: [],
  settled: { sent: 0, not_sent: 0, unknown: 0 },
};

const here = (answers: Answers) => memoryIo(answers, { cwd: folder, env: { BRONZE_DESK_WORKSPACE: folder } });
const answering = (result: Partial<RedriveResult>) =>
  here({ 'stream.redrive': () => ({ ...nothing, ...result }), 'load.get': () => ({ load, receipt }) });

const why = ['--reason', 'specialties mended'];
const toTopic = ['redrive', '--stream', 'dictations', '--to', 'topic', '--bootstrap-servers', 'a:9092,b:9092', ...why];

describe('redrive', () => {
  it('asks for every batch of a topic, or for records of a load, in the words of the contract', async () => {
    const io = answering({});
    expect(await run([...toTopic, '--group', 'night', '--where', 'ward=1', '--assume', 'not-sent'], io)).toBe(0);
    const record = `${load.id}:r3`;
    expect(await run(['redrive', '--record', record, '--to', 'bronze', '--target', 'bronze', ...why], io)).toBe(1);
    const authorship = { actor: 'reviewer', reason: 'specialties mended', dry_run: false };
    const asked = io.calls.filter(({ method }) => method === 'stream.redrive').map(({ input }) => input);
    expect(asked).toEqual([
      {
        of: { topic: 'dictations', group: 'night' },
        filter: { where: [{ column: 'ward', operator: '=', value: '1' }] },
        to: 'topic',
        connection: { bootstrap_servers: ['a:9092', 'b:9092'] },
        assume: 'not sent',
        ...authorship,
      },
      {
        of: { load: load.id },
        filter: { record_ids: [record] },
        to: 'bronze',
        target: join(folder, 'bronze'),
        ...authorship,
      },
    ]);
  });

  it('says where the messages stand, and prints what the engine answered with --json', async () => {
    const partition = { topic: 'dictations', partition: 1, messages: 12, first_offset: 100, last_offset: 111 };
    const done = {
      operation: '20261123-1-abcde',
      loads: 3,
      records: 12,
      waived: 1,
      in_bronze: 2,
      partitions: [partition],
    };
    const io = answering(done);
    expect(await run(toTopic, io)).toBe(0);
    expect(io.out()).toBe(
      [
        'Sent 12 records of 3 loads back to dictations',
        '  partition 1: 12 messages at 100–111',
        '1 record of these is waived: a check fails again when they come again.',
        '2 records left out: in bronze already.',
        'Operation 20261123-1-abcde. It cannot be undone.\n',
      ].join('\n'),
    );
    const json = answering(done);
    expect(await run([...toTopic, '--json'], json)).toBe(0);
    expect(JSON.parse(json.out())).toEqual({ ...nothing, ...done });
  });

  it.each([
    ['nothing to do in bulk', {}, [], 0, /nothing to redrive/],
    [
      'a record that was named and cannot be',
      { skipped: [{ record_id: 'a:1', why: 'it is excluded' }] },
      [],
      1,
      /a:1: it is/,
    ],
    [
      'a batch of which nobody can tell what is in bronze',
      { records: 1, loads: 1, undecided: [{ load: 'b', why: 'It was published to s3://lake.' }] },
      [],
      1,
      /Sent 1 record[^]*Left as it is: b: It was published to s3/,
    ],
    [
      'a dry run that would look something up first',
      { dry_run: true, settled: { sent: 0, not_sent: 0, unknown: 2 } },
      ['--dry-run'],
      0,
      /2 messages may have been sent by an earlier redrive and stay excluded: .* looked up in the topic/,
    ],
    ['what nobody can tell of', { settled: { sent: 1, not_sent: 0, unknown: 2 } }, [], 1, /--assume sent or --assume/],
    [
      'a batch held back',
      { to: 'bronze', records: 1, publishes: [{ load: 'b', path: null, rows: 0, superseded: null, held_back: 'No.' }] },
      [],
      3,
      /Held back: b: No\./,
    ],
    ['a dry run', { dry_run: true, records: 1 }, ['--dry-run'], 0, /Would send.*\n[^]*Nothing was sent or changed/],
  ] as const)('exits for %s with its code', async (_, result, more, code, words) => {
    const io = answering(result as Partial<RedriveResult>);
    expect(await run([...toTopic, ...more], io)).toBe(code);
    expect(io.out()).toMatch(words);
  });

  it.each([
    [['redrive', '--to', 'bronze', ...why], /Say of what/],
    [['redrive', '--stream', 't', '--load', 'latest', '--to', 'bronze', ...why], /Name either/],
    [['redrive', '--stream', 't', '--to', 'topic', ...why], /Say where Kafka is/],
    [['redrive', '--stream', 't', '--to', 'bronze'], /Say why/],
    [['redrive', '--stream', 't', '--to', 'bronze', ...why], /published to more than one place/],
    [['redrive', '--stream', 't', '--to', 'moon', ...why], /Allowed choices are topic, bronze/],
  ])('%j is refused with what to say instead', async (argv, words) => {
    const publishes = [{ path: '/a/x.parquet' }, { path: '/b/x.parquet' }];
    const io = here({ 'publish.list': () => publishes });
    expect(await run(argv, io)).toBe(2);
    expect(io.err()).toMatch(words);
  });

  it('knows the one place that was published to', async () => {
    const io = here({ 'stream.redrive': () => nothing, 'publish.list': () => [{ path: '/a/x.parquet' }] });
    expect(await run(['redrive', '--stream', 't', '--to', 'bronze', ...why], io)).toBe(0);
    expect(io.calls.at(-1)?.input).toMatchObject({ target: '/a' });
  });
});

describe('redriven', () => {
  it('lists where each record stands, and which may have been sent', async () => {
    const rows = [
      { record_id: 'a:1', operation: 'o', at: '2026', topic: 't', partition: 0, offset: 7, state: 'sent' },
      {
        record_id: 'a:2',
        operation: 'o',
        at: '2026',
        topic: 't',
        partition: 0,
        offset: null,
        state: 'may have been sent',
      },
    ];
    const io = here({ 'stream.redriven': () => rows });
    expect(await run(['redriven', '--operation', 'o', '--limit', '5'], io)).toBe(0);
    expect(io.calls[0]?.input).toEqual({ operation: 'o', limit: 5 });
    expect(io.out()).toMatch(/a:1 +sent +t +0 +7 .*\na:2 +may have been sent/);
    const lines = here({ 'stream.redriven': () => rows });
    expect(await run(['redriven', '--jsonl'], lines)).toBe(0);
    expect(
      lines
        .out()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual(rows);
  });
});
