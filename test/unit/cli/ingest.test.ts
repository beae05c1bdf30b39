import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskError } from '../../../electron/contract/errors.ts';
import { run } from '../../../electron/hosts/cli/run.ts';
import { memoryIo, type Answers } from './memory-io.ts';
import { load, met, published, receipt, validation } from './shapes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bronze-desk-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = (answers: Answers) => memoryIo(answers, { cwd: folder, env: { BRONZE_DESK_WORKSPACE: folder } });
const quarantined = { ...receipt, clean: 3, quarantined: 1 };
const ingesting: Answers = {
  'publish.target': () => ({ target: 'bronze' }),
  'load.start': () => ({ load, receipt }),
  'check.run': () => ({ load, receipt, validation }),
  'publish.run': () => published,
};

const inputOf = (io: ReturnType<typeof memoryIo>, method: string): unknown =>
  io.calls.find((call) => call.method === method)?.input;

describe('ingest', () => {
  it('prints one object with the promised keys and exits 0', async () => {
    const io = here(ingesting);
    expect(await run(['ingest', 'notes.csv', '--target', 'bronze', '--json'], io)).toBe(0);
    expect(io.out().trimEnd()).not.toContain('\n');
    expect(JSON.parse(io.out())).toMatchObject({ load, receipt, validation, publish: published.publish });
    expect(JSON.parse(io.out())).toHaveProperty('seconds.total');
  });

  it('offers the source and the target, made absolute', async () => {
    const io = here(ingesting);
    await run(['ingest', 'notes.csv', 'in/*.csv', '--target', 'bronze'], io);
    const { offered } = io.wishes[0]!;
    expect(() => offered.require(join(folder, 'notes.csv'))).not.toThrow();
    expect(() => offered.require(join(folder, 'in', 'a.csv'))).not.toThrow();
    expect(() => offered.require(join(folder, 'bronze', 'x'))).not.toThrow();
    expect(() => offered.require(join(folder, 'other.csv'))).toThrow();
    expect(inputOf(io, 'load.start')).toMatchObject({
      source: { paths: [join(folder, 'notes.csv'), join(folder, 'in/*.csv')] },
    });
  });

  it('exits 3 when rows are quarantined, and says how to review them', async () => {
    const io = here({ ...ingesting, 'check.run': () => ({ load, receipt: quarantined, validation }) });
    expect(await run(['ingest', 'notes.csv', '--target', 'bronze'], io)).toBe(3);
    expect(io.out()).toContain('4 records = 3 clean + 1 quarantined ✓');
    expect(io.out()).toContain(`bronze-desk quarantine families --load ${load.id}`);
  });

  it('does not publish without a target', async () => {
    const io = here(ingesting);
    expect(await run(['ingest', 'notes.csv', '--json'], io)).toBe(0);
    expect(JSON.parse(io.out())).toMatchObject({ publish: null, seconds: { publish: null } });
    expect(io.calls.map((call) => call.method)).not.toContain('publish.run');
  });

  it('does not publish a load whose receipt does not balance, and exits 1', async () => {
    const problem = { message: 'Two records fewer were read.', file: 'notes.csv', first_line: 7, last_line: 9 };
    const off = { ...receipt, balanced: false, problem };
    const io = here({ ...ingesting, 'check.run': () => ({ load, receipt: off, validation }) });
    expect(await run(['ingest', 'notes.csv', '--target', 'bronze', '--json'], io)).toBe(1);
    expect(JSON.parse(io.out())).toMatchObject({ publish: null, receipt: { balanced: false } });
    expect(JSON.parse(io.err())).toMatchObject({ error: { code: 'RECEIPT_UNBALANCED' } });
    expect(io.calls.map((call) => call.method)).not.toContain('publish.run');
  });

  it('reports the load when publishing is refused, and exits as the refusal says', async () => {
    const refuse = () => Promise.reject(new DeskError('COULD_NOT_RUN', 'One expectation could not run.'));
    const io = here({ ...ingesting, 'publish.run': refuse });
    expect(await run(['ingest', 'notes.csv', '--target', 'bronze', '--json'], io)).toBe(1);
    expect(JSON.parse(io.out())).toMatchObject({ load: { id: load.id }, publish: null });
    expect(JSON.parse(io.err())).toMatchObject({ error: { code: 'COULD_NOT_RUN' } });
  });

  it('is never green when an expectation could not run', async () => {
    const broken = {
      ...met,
      success: false,
      meta: { ...met.meta, could_not_run: true, what_to_do: 'Mend the regex.' },
    };
    const io = here({
      ...ingesting,
      'check.run': () => ({ load, receipt, validation: { ...validation, results: [broken] } }),
    });
    expect(await run(['ingest', 'notes.csv'], io)).toBe(1);
    expect(io.out()).toContain('could not run. Mend the regex.');
  });

  it('works in a fresh workspace beside the target, and reports it', async () => {
    const io = memoryIo(ingesting, { cwd: folder });
    await run(['ingest', 'notes.csv', '--target', 'bronze', '--json'], io);
    const { workspace } = JSON.parse(io.out()) as { workspace: string };
    expect(workspace).toMatch(/bronze\.workspace-\d{8}T\d{6}Z$/);
    expect(io.wishes[0]?.workspace).toBe(workspace);
    expect(existsSync(workspace)).toBe(true);
  });

  it('leaves no fresh workspace behind when nothing was loaded', async () => {
    const io = memoryIo(
      { ...ingesting, 'load.start': () => Promise.reject(new DeskError('SOURCE_MISSING', 'There is no notes.csv.')) },
      { cwd: folder },
    );
    expect(await run(['ingest', 'notes.csv', '--target', 'bronze'], io)).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes the batch configuration, and lets options win', async () => {
    const config = {
      source_uri: 'notes.jsonl',
      target_dir: 'out',
      file_format: 'parquet',
      partition_by: ['a'],
      compression: 'zstd',
    };
    writeFileSync(join(folder, 'batch.json'), JSON.stringify(config));
    const io = here(ingesting);
    await run(['ingest', '--config', 'batch.json', '--partition-by', 'b,c'], io);
    expect(inputOf(io, 'load.start')).toMatchObject({ source: { paths: [join(folder, 'notes.jsonl')] } });
    expect(io.calls.at(-1)?.input).toMatchObject({
      target: join(folder, 'out'),
      partition_by: ['b', 'c'],
      compression: 'zstd',
    });
  });

  it('passes the dialect on', async () => {
    const io = here(ingesting);
    const dialect = [
      '--delimiter',
      'tab',
      '--quote',
      'none',
      '--no-header',
      '--skip-lines',
      '2',
      '--encoding',
      'windows-1252',
    ];
    await run(['ingest', 'notes.txt', '--format', 'csv', ...dialect], io);
    expect(inputOf(io, 'load.start')).toMatchObject({
      source: {
        format: 'csv',
        encoding: 'windows-1252',
        dialect: { delimiter: '\t', quote: null, header: false, skip_lines: 2 },
      },
    });
  });
});
