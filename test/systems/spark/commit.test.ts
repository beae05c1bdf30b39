/** From what a run wrote to a publish: the manifest comes last, and only over what adds up. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestSchema, type Manifest } from '../../../electron/contract/publish.ts';
import { actor, makeDesk, openDesk, type Desk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { onlyPublish, useMinio } from '../minio/use-minio.ts';
import { missingMinio } from '../minio/start-minio.ts';
import { runInSpark, type SparkRunOfPlan } from './both-engines.ts';
import { missingSpark } from './start-spark.ts';

const why = missingSpark();
const whyNoMinio = missingMinio();
const suite = JSON.stringify({
  name: 'ages',
  meta: {},
  expectations: [
    { type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Z]' } },
    // So near to what is observed that floating sums could decide: a cluster has no order of adding.
    { type: 'expect_column_mean_to_be_between', kwargs: { column: 'age', min_value: 20, max_value: 90 } },
  ],
});

describe.skipIf(why !== null)(`a run becomes a publish${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let made: { desk: Desk; close: () => Promise<void> };
  let run: SparkRunOfPlan;
  beforeAll(async () => {
    made = await makeDesk();
    const { desk } = made;
    const source = { paths: [desk.write('ages.csv', 'id,ward,age\n1,Surgery,10\n2,ENT,30\n3,urology,20\n4,few\n')] };
    run = await runInSpark(desk, { source, suite, partition_by: ['ingest_date', 'ward'] });
  });
  afterAll(() => made.close());

  /** What the run wrote, in a place of its own. */
  const copied = (name: string): string => {
    const target = join(made.desk.files, name);
    cpSync(join(run.plan.publish, '..'), target, { recursive: true });
    return target;
  };
  const accepted = { actor, reason: 'a mean at the bound is good enough' };
  const commit = (target: string, more: object = {}) =>
    made.desk.engine.call('spark.commit', { plan: run.folder, target, actor, accept_could_not_run: accepted, ...more });
  const manifestIn = (publish: string): Manifest =>
    manifestSchema.parse(JSON.parse(readFileSync(join(publish, '_manifest.json'), 'utf8')));

  it('says by name, size and digest which files it is, and tells the trail once', async () => {
    const { desk } = made;
    const target = copied('whole');
    const committed = await commit(target);
    expect(committed).toMatchObject({ unchanged: false, superseded: null, publish: { rows: 2, files: 2 } });
    const manifest = manifestIn(committed.publish.path);
    expect(manifest).toMatchObject({
      publish_id: run.plan.id,
      published_by: actor,
      ingest_timestamp: run.plan.planned_at,
      load: { id: run.plan.id, source: run.plan.sources[0]?.read, sha256: null, bytes: null, format: 'csv' },
      suite: { name: 'ages' },
      counts: { rows: 2, files: 2, quarantine_rows: 1 },
      partition_by: ['ingest_date', 'ward'],
      receipt: { records: 3, rejects: 1, clean: 2, quarantined: 2, balanced: true },
      could_not_run_accepted: { ...accepted, expectations: [expect.stringContaining('age')] },
    });
    for (const file of manifest.files) {
      const bytes = readFileSync(join(committed.publish.path, file.path));
      expect(file).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    }
    const written = await query<{ name: string; type: string }>(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * EXCLUDE (ingest_date) FROM read_parquet(${literally(committed.publish.path)} || '/**/*.parquet', hive_partitioning = true))`,
    );
    const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);
    expect(manifest.schema.toSorted(byName)).toEqual(written.toSorted(byName));

    expect(await commit(target)).toMatchObject({ unchanged: true, publish: committed.publish });
    const told = await desk.engine.call('audit.list', { filter: { operation: run.plan.id } });
    expect(told.map(({ action, new: fresh }) => [action, fresh])).toEqual([
      ['publish', committed.publish.path],
      ['accept could not run', manifest.could_not_run_accepted?.expectations.join('; ')],
    ]);
    expect(await desk.engine.call('audit.verify', {})).toMatchObject({ ok: true });
  });

  it('waits for somebody to accept what could not run', async () => {
    const target = copied('undecided');
    await expect(commit(target, { accept_could_not_run: undefined })).rejects.toMatchObject({
      code: 'COULD_NOT_RUN',
      details: { remedy: 'accept could not run' },
    });
    expect(readdirSync(join(target, basename(run.plan.publish)))).not.toContain('_manifest.json');
  });

  it('is refused where files were lost since, or the run did not end', async () => {
    const lost = copied('lost');
    const publish = join(lost, basename(run.plan.publish));
    const [first = ''] = readdirSync(publish, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.parquet'),
    );
    rmSync(join(publish, first));
    await expect(commit(lost)).rejects.toMatchObject({ code: 'RECEIPT_UNBALANCED' });

    const unfinished = copied('unfinished');
    rmSync(join(unfinished, 'summary', basename(run.plan.publish), '_SUCCESS'));
    await expect(commit(unfinished)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const target of [lost, unfinished])
      expect(readdirSync(join(target, basename(run.plan.publish)))).not.toContain('_manifest.json');
  });

  describe.skipIf(whyNoMinio !== null)(
    `in an object store${whyNoMinio === null ? '' : ` (skipped: ${whyNoMinio})`}`,
    () => {
      const minio = useMinio();

      it('says and does the same; what was held back is pulled from there', async () => {
        const bucket = await minio().makeBucket();
        const from = join(run.plan.publish, '..');
        for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile()) continue;
          const path = join(entry.parentPath, entry.name);
          await bucket.put(`bronze/${relative(from, path)}`, readFileSync(path));
        }
        const desk = await openDesk({ objectStore: minio().settings });
        desk.offered.offer(bucket.target);
        desk.offered.offer(run.folder);
        const input = { plan: run.folder, target: bucket.target, actor, accept_could_not_run: accepted };
        const { publish } = await desk.engine.call('spark.commit', input);
        expect(publish.path).toBe(`${bucket.target}/${basename(run.plan.publish)}`);
        const seen = await onlyPublish(bucket);
        expect(seen.manifest.counts).toMatchObject({ rows: 2, files: 2, quarantine_rows: 1 });
        expect(await desk.engine.call('spark.commit', input)).toMatchObject({ unchanged: true });

        const { load } = await desk.engine.call('spark.pull', {
          plan: run.folder,
          target: bucket.target,
          actor,
        });
        expect(load).toMatchObject({ records: 1, rejects: 1 });
      });
    },
  );
});
