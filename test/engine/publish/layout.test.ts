/** What a publish looks like from outside, every figure counted again. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestSchema, type Manifest } from '../../../electron/contract/publish.ts';
import type { Loaded } from '../../../electron/contract/load.ts';
import type { Output } from '../../../electron/contract/methods.ts';
import { actor, makeDesk, openDesk, type Desk } from '../../support/open-desk.ts';
import { columnsOf, query, quoted } from '../../support/parquet.ts';

/** Fails the record whose specialty is empty. */
const suite = {
  expectation_suite_name: 'specialty',
  expectations: [{ expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'specialty' } }],
};
const source = 'id,specialty,note\n1,Surgery,"a\nb"\n2,,x\n3,ENT,y\nragged,line\n4,ENT,z\n';

const listing = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

describe('a publish', () => {
  let desk: Desk;
  let close: () => Promise<void>;
  let loaded: Loaded;
  let result: Output<'publish.run'>;
  let manifest: Manifest;
  let part: string;
  beforeAll(async () => {
    ({ desk, close } = await makeDesk());
    loaded = await desk.loadText('notes.csv', source);
    await desk.check(loaded.load.id, suite);
    result = await desk.publish(loaded.load.id);
    manifest = manifestSchema.parse(JSON.parse(readFileSync(result.publish.manifest, 'utf8')));
    part = join(result.publish.path, `ingest_date=${manifest.ingest_timestamp.slice(0, 10)}`, 'part-0.parquet');
  });
  afterAll(() => close());

  it('is one folder with one partition and its manifest, and nothing beside it', () => {
    expect(basename(result.publish.path)).toMatch(/^ingest_\d{10}$/);
    expect(readdirSync(desk.target)).toEqual([basename(result.publish.path)]);
    expect(listing(result.publish.path)).toEqual(['_manifest.json', relative(result.publish.path, part)]);
  });

  it('is named by the second it was made', () => {
    const seconds = Number(basename(result.publish.path).slice('ingest_'.length));
    expect(seconds).toBe(Math.floor(Date.parse(manifest.published_at) / 1_000));
  });

  it('has the source columns in source order, then the timestamp and the lineage', async () => {
    expect(await columnsOf(part)).toEqual([
      { name: 'id', type: 'VARCHAR' },
      { name: 'specialty', type: 'VARCHAR' },
      { name: 'note', type: 'VARCHAR' },
      { name: 'ingest_timestamp', type: 'TIMESTAMP WITH TIME ZONE' },
      { name: '_load_id', type: 'VARCHAR' },
      { name: '_source_file', type: 'VARCHAR' },
      { name: '_source_line', type: 'BIGINT' },
      { name: '_record_id', type: 'VARCHAR' },
      { name: '_review_state', type: 'VARCHAR' },
    ]);
  });

  it('holds the releasable records with where they came from', async () => {
    const id = loaded.load.id;
    const path = loaded.load.files[0]?.path;
    const rows = await query(
      `SELECT id, _load_id, _source_file, _source_line::INTEGER AS line, _record_id, _review_state,
         ingest_timestamp = ${quoted(manifest.ingest_timestamp)}::TIMESTAMPTZ AS stamped FROM read_parquet(${quoted(part)})`,
    );
    const row = (value: string, line: number, ordinal: number): object => ({
      id: value,
      _load_id: id,
      _source_file: path,
      line,
      _record_id: `${id}:${ordinal}`,
      _review_state: 'clean',
      stamped: true,
    });
    expect(rows).toEqual([row('1', 2, 1), row('3', 5, 3), row('4', 7, 4)]);
  });

  it('has a manifest whose files are as it says', () => {
    const bytes = readFileSync(part);
    expect(manifest.files).toEqual([
      {
        path: relative(result.publish.path, part),
        rows: 3,
        bytes: statSync(part).size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ]);
    expect(manifest.counts).toEqual({ rows: 3, files: 1, bytes: bytes.length, quarantine_rows: 0 });
  });

  it('has a manifest that names its source', () => {
    const sha256 = createHash('sha256').update(source).digest('hex');
    expect(manifest.load).toMatchObject({ id: loaded.load.id, sha256, bytes: source.length, format: 'csv' });
  });

  it('has a manifest with the receipt of the load', () => {
    expect(manifest.receipt).toMatchObject({
      physical_lines: 7,
      records: 4,
      rejects: 1,
      clean: 3,
      quarantined: 2,
      balanced: true,
    });
  });

  it('has a manifest whose audit head is the hash of that event', async () => {
    const events = await desk.engine.call('audit.list', { limit: 100 });
    const event = events.find((each) => each.seq === manifest.audit_events);
    expect(event?.hash).toBe(manifest.audit_head);
  });

  it('is in the trail, with who did it', async () => {
    const [event] = await desk.engine.call('audit.list', { filter: { action: 'publish' } });
    expect(event).toMatchObject({ actor, new: result.publish.path, load: loaded.load.id });
  });

  it('made again is the same one, and nothing is touched', async () => {
    const times = (): (string | number)[] =>
      listing(desk.target).flatMap((name) => [name, statSync(join(desk.target, name)).mtimeMs]);
    const before = times();
    const again = await desk.publish(loaded.load.id);
    expect(again).toEqual({ ...result, unchanged: true });
    expect(times()).toEqual(before);
  });

  it('shows the plan that it is there already', async () => {
    const plan = await desk.engine.call('publish.plan', { load: loaded.load.id, target: desk.target, actor });
    expect(plan).toMatchObject({
      rows: 3,
      held_back: { quarantined: 2, excluded: 0, rejects: 1 },
      blockers: [],
      unchanged_since: result.publish.path,
    });
  });
});

it('two publishes in one second get two folders', async () => {
  const desk = await openDesk();
  const loads = [];
  for (const name of ['a', 'b', 'c']) loads.push((await desk.loadText(`${name}.csv`, `x,y\n1,${name}\n`)).load.id);
  for (const load of loads) await desk.check(load);
  const results = await Promise.all(loads.map((load) => desk.publish(load, { with_quarantine: true })));
  expect(new Set(results.map(({ publish }) => publish.path)).size).toBe(3);
  expect(readdirSync(desk.target).filter((name) => name.startsWith('ingest_'))).toHaveLength(3);
  expect((await desk.engine.call('publish.list', {})).map((row) => row.path).sort()).toEqual(
    results.map(({ publish }) => publish.path).sort(),
  );
});

it('a change supersedes the publish before it', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('notes.csv', source);
  await desk.check(load.id, suite);
  const first = await desk.publish(load.id);
  const selection = { load: load.id, record_ids: [`${load.id}:2`] };
  await desk.engine.call('review.correct', { selection, set: { specialty: 'ENT' }, actor, reason: 'it was left out' });
  const second = await desk.publish(load.id);
  expect(second).toMatchObject({ superseded: first.publish.path, unchanged: false, publish: { rows: 4 } });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(second.publish.manifest, 'utf8')));
  expect(manifest.supersedes).toBe(first.publish.path);
});

it('with zstd every column is compressed so', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('a.csv', 'x,y\n1,2\n');
  await desk.check(load.id);
  const { publish } = await desk.publish(load.id, { compression: 'zstd', partition_by: [] });
  const kinds = await query(
    `SELECT DISTINCT compression FROM parquet_metadata(${quoted(join(publish.path, 'part-0.parquet'))})`,
  );
  expect(kinds).toEqual([{ compression: 'ZSTD' }]);
});

it('with nothing to release there is a file without rows, and a manifest', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('a.csv', 'id,specialty\n1,\n');
  await desk.check(load.id, suite);
  const { publish } = await desk.publish(load.id);
  expect(publish.rows).toBe(0);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(publish.manifest, 'utf8')));
  expect(manifest.counts.rows).toBe(0);
});
