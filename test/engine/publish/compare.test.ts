/** A plan against the last publish: what it promises is what reading both publishes shows. */
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Output } from '../../../electron/contract/methods.ts';
import { actor, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { Reviewer } from '../../support/review.ts';
import { matches, notNull, suite } from '../../support/suites.ts';
import { useDesk } from '../../support/use-desk.ts';

const text = ['id,ward,note', '1,East,x', '2,east!,x', '3,West,', '4,West,y', 'ragged', '5,,z', ''].join('\n');
const rules = suite(notNull('note'), matches('ward', '^[A-Za-z]+$'));
const stricter = suite(notNull('note'), notNull('ward'), matches('ward', '^[A-Z][a-z]+$'));

type Plan = Output<'publish.plan'>;

const shared = useDesk();
const start = async (): Promise<{ desk: Desk; review: Reviewer; plan: (by?: string[]) => Promise<Plan> }> => {
  const { desk, loadAgain } = shared();
  const { load } = await loadAgain('compare.csv', text);
  await desk.check(load.id, rules);
  const plan = (partition_by = ['ward']): Promise<Plan> =>
    desk.engine.call('publish.plan', { load: load.id, target: desk.target, partition_by, actor });
  return { desk, review: new Reviewer(desk.engine, load.id), plan };
};

/** What is in bronze, by record; the time of publishing aside. */
async function published({ path, rows: count }: { path: string; rows: number }): Promise<Map<string, string>> {
  // Of no records there are no files to read.
  if (count === 0) return new Map();
  const rows = await query<Record<string, string>>(
    `SELECT * EXCLUDE (ingest_timestamp) FROM read_parquet(${literally(path)} || '/**/*.parquet', hive_partitioning = true,
      hive_types_autocast = false)`,
  );
  return new Map(rows.map((row) => [row['_record_id'] ?? '', JSON.stringify(row)]));
}

function difference(before: Map<string, string>, now: Map<string, string>): Plan['changes'] {
  const both = [...now].filter(([id]) => before.has(id));
  return {
    added: now.size - both.length,
    removed: before.size - both.length,
    changed: both.filter(([id, row]) => before.get(id) !== row).length,
  };
}

describe('the plan of a load that was never published there', () => {
  it('has nothing to compare with, and guesses its size from landing', async () => {
    const { plan } = await start();
    const first = await plan();
    expect([first.previous, first.changes]).toEqual([null, null]);
    expect(first.partitions.every(({ rows_before: before }) => before === null)).toBe(true);
    expect(first.estimated_bytes).toBeGreaterThan(0);
  });
});

describe('the plan of a load that was published there', () => {
  it('names that publish, its rows by partition, and its size for as many records', async () => {
    const { desk, review, plan } = await start();
    const { publish } = await desk.publish(review.load, { partition_by: ['ward'] });
    const { manifest } = await desk.engine.call('publish.manifest', {
      publish: (await desk.engine.call('publish.list', { load: review.load }))[0]!.id,
    });
    await review.correct(review.ids(2), { ward: 'East' });
    const now = await plan();
    expect(now.previous).toEqual({
      id: manifest.publish_id,
      path: publish.path,
      published_at: manifest.published_at,
      rows: 3,
    });
    expect(now.partitions).toEqual([
      { values: { ward: 'East' }, rows: 2, rows_before: 1 },
      { values: { ward: 'West' }, rows: 1, rows_before: 1 },
      { values: { ward: null }, rows: 1, rows_before: 1 },
    ]);
    expect(now.changes).toEqual({ added: 1, removed: 0, changed: 0 });
    expect(now.estimated_bytes).toBe(Math.round((manifest.counts.bytes / 3) * 4));
    expect((await plan(['note'])).partitions.every(({ rows_before: before }) => before === null)).toBe(true);
  });

  it('is not troubled by the day of publishing in the layout', async () => {
    const { desk, review, plan } = await start();
    await desk.publish(review.load, { partition_by: ['ingest_date', 'ward'] });
    const { partitions } = await plan(['ingest_date', 'ward']);
    expect(partitions.map(({ rows, rows_before: before }) => [rows, before])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it.each(['a=b/c', '100%', '%20', 'null', '__HIVE_DEFAULT_PARTITION__', 'ü ö', ' '])(
    'knows the partition %j again',
    async (value) => {
      const { desk, review, plan } = await start();
      await desk.check(review.load);
      await review.correct(review.ids(1), { ward: value });
      await desk.publish(review.load, { partition_by: ['ward'] });
      const { partitions, changes } = await plan();
      expect(partitions.find(({ values }) => values['ward'] === value)).toMatchObject({ rows: 1, rows_before: 1 });
      expect(changes).toEqual({ added: 0, removed: 0, changed: 0 });
    },
  );

  it('counts nothing it cannot read any more', async () => {
    const { desk, review, plan } = await start();
    const { publish } = await desk.publish(review.load);
    renameSync(publish.path, `${publish.path}-away`);
    expect(await plan()).toMatchObject({ previous: { path: publish.path }, changes: null });
    renameSync(`${publish.path}-away`, publish.path);
    expect((await plan()).changes).toEqual({ added: 0, removed: 0, changed: 0 });
    const { manifest } = await desk.engine.call('publish.manifest', {
      publish: (await desk.engine.call('publish.list', { load: review.load }))[0]!.id,
    });
    rmSync(join(publish.path, manifest.files[0]!.path));
    expect((await plan()).changes).toBeNull();
  });

  const act = fc.record({
    kind: fc.constantFrom(
      ...(['correct', 'note', 'waive', 'exclude', 'reinstate', 'repair', 'undo', 'check', 'stricter'] as const),
    ),
    record: fc.integer({ min: 1, max: 5 }),
    value: fc.constantFrom('East', 'west', 'b!', null),
  });
  type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

  const carryOut = async ({ kind, record, value }: Act, desk: Desk, review: Reviewer): Promise<unknown> => {
    const one = review.ids(record);
    switch (kind) {
      case 'correct':
        return review.correct(one, { ward: value });
      case 'note':
        return review.correct(one, { note: value });
      case 'waive':
        return review.waive(one);
      case 'exclude':
        return review.exclude(one);
      case 'reinstate':
        return review.reinstate(one);
      case 'repair':
        return review.repair(1, `6,${value ?? ''},r`).catch(() => undefined);
      case 'undo': {
        const done = await desk.engine.call('review.history', { load: review.load });
        const chosen = done[record % Math.max(1, done.length)];
        return chosen === undefined ? undefined : review.undo(chosen.operation).catch(() => undefined);
      }
      case 'check':
        return desk.check(review.load, rules);
      case 'stricter':
        return desk.check(review.load, stricter);
    }
  };

  it('counts just the records that come, go and change, whatever was done since', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 4 }),
        fc.array(act, { minLength: 1, maxLength: 5 }),
        async (before, since) => {
          const { desk, review, plan } = await start();
          for (const each of before) await carryOut(each, desk, review);
          const first = await desk.publish(review.load, { partition_by: ['ward'] });
          const was = await published(first.publish);
          for (const each of since) await carryOut(each, desk, review);
          const { changes, rows } = await plan();
          const second = await desk.publish(review.load, { partition_by: ['ward'] });
          const is = await published(second.publish);
          expect(changes).toEqual(difference(was, is));
          expect(rows).toBe(is.size);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('a manifest', () => {
  it('is shown as it stands, and missed by its path when it is gone', async () => {
    const { desk, review } = await start();
    const { publish } = await desk.publish(review.load);
    const [made] = await desk.engine.call('publish.list', { load: review.load });
    const shown = await desk.engine.call('publish.manifest', { publish: made!.id });
    expect(shown.text).toBe(readFileSync(publish.manifest, 'utf8'));
    expect(JSON.parse(shown.text)).toEqual(shown.manifest);
    renameSync(publish.path, `${publish.path}-moved`);
    await expect(desk.engine.call('publish.manifest', { publish: made!.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(publish.path) as string,
    });
    await expect(desk.engine.call('publish.manifest', { publish: 'nothing' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
