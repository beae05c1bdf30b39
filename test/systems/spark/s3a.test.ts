/** Source, target and patch in an object store that Spark reaches by its own client, s3a, and the desk by its own. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommand } from '../minio/start-command.ts';
import { missingMinio } from '../minio/start-minio.ts';
import { onlyPublish, useMinio, wholeObjects, type Bucket } from '../minio/use-minio.ts';
import { hadoopAwsJars, missingHadoopAws } from './hadoop-aws.ts';
import { installSpark, missingSpark } from './start-spark.ts';

const why = missingSpark() ?? missingMinio() ?? missingHadoopAws();

const suite = {
  name: 'wards',
  expectations: [{ type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Z][a-z]+$' } }],
  meta: {},
};
const wards = 'id,ward\n1,Surgery\n2,surgery/2\n3,too,many\n4,Urology\n';

describe.skipIf(why !== null)(`Spark on an object store, by s3a${why === null ? '' : ` (skipped: ${why})`}`, () => {
  const minio = useMinio();
  let place: string;
  let home: string;
  let jars: string;
  let bucket: Bucket;
  beforeAll(async () => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-s3a-')));
    home = dirname(dirname(await installSpark()));
    jars = await hadoopAwsJars();
    bucket = await minio().makeBucket();
    await bucket.put('in/may wards.csv', wards);
    // A plan is made from what this machine can read.
    writeFileSync(at('sample.csv'), wards);
    writeFileSync(at('suite.json'), JSON.stringify(suite));
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  const at = (name: string): string => join(place, name);
  const desk = async (...args: string[]) => {
    const more = ['--workspace', at('workspace'), '--actor', 'Ada Tester', '--json'];
    const { exitCode, stdout, stderr } = await startCommand([...args, ...more], minio().env).ended;
    return { exitCode, stderr, answer: (stdout === '' ? null : JSON.parse(stdout)) as Record<string, unknown> };
  };
  const endpoint = (): string[] => ['--s3-endpoint', minio().server.url];
  const plan = (out: string, ...more: string[]) =>
    desk('spark', 'plan', '--suite', at('suite.json'), '--out', at(out), '--partition-by', 'ingest_date,ward', ...more);
  /** Made from a sample here; source and target are by Spark's own addresses. */
  const planBySample = (out: string, ...more: string[]) =>
    plan(
      ...[out, '--source', at('sample.csv'), '--read', `s3a://${bucket.name}/in/*.csv`],
      ...['--target', `s3a://${bucket.name}/bronze`, ...more],
    );
  const submit = (out: string, ...more: string[]) =>
    desk(
      ...['spark', 'submit', at(out), '--master', 'local[2]', '--spark-home', home, ...endpoint(), '--conf'],
      `spark.jars=${jars}`,
      `spark.hadoop.fs.s3a.endpoint=${minio().server.url}`,
      `spark.hadoop.fs.s3a.endpoint.region=${minio().server.region}`,
      'spark.hadoop.fs.s3a.path.style.access=true',
      ...['spark.ui.enabled=false', 'spark.sql.shuffle.partitions=2'],
      ...['spark.driver.bindAddress=127.0.0.1', 'spark.driver.host=127.0.0.1', ...more],
    );

  it('goes there and back: publish, quarantine and rejects, review, patch, and the publish that supersedes the first', async () => {
    expect(await planBySample('plan-1')).toMatchObject({ exitCode: 0 });
    const first = await submit('plan-1');
    expect(first).toMatchObject({
      exitCode: 3,
      answer: { counts: { records: 3, rejects: 1, clean: 2, quarantined: 2 }, publish: { rows: 2, files: 2 } },
    });
    const published = await onlyPublish(bucket);
    expect(published.manifest).toMatchObject({
      counts: { rows: 2, files: 2, quarantine_rows: 1 },
      receipt: { records: 3, rejects: 1, balanced: true },
      partition_by: ['ingest_date', 'ward'],
    });
    // The keys are Spark's business by the environment, and stay there.
    const said = ['plan.json', 'run.sql', 'spark.log'].map((name) => readFileSync(join(at('plan-1'), name), 'utf8'));
    expect(said.join('\n')).not.toContain(minio().server.secretKey);

    const again = await desk('spark', 'commit', at('plan-1'), ...endpoint());
    expect(again).toMatchObject({ exitCode: 3, answer: { unchanged: true } });

    const stands = await bucket.keys();
    expect(await submit('plan-1')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('CONFLICT') as string,
    });
    expect(await bucket.keys()).toEqual(stands);

    const rejects = (await bucket.keys()).filter((key) => /rejects\/.*\.parquet$/.test(key));
    const kept = await Promise.all(rejects.map((key) => bucket.get(key)));
    for (const Key of rejects) await minio().client.deleteObject({ Bucket: bucket.name, Key });
    const pull = () => desk('spark', 'pull', at('plan-1'), ...endpoint());
    expect(await pull()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('holds no file') as string });
    for (const [index, key] of rejects.entries()) await bucket.put(key, kept[index] ?? '');
    const pulled = await pull();
    expect(pulled).toMatchObject({ exitCode: 3, answer: { load: { records: 1, rejects: 1, quarantined: 2 } } });

    const { id } = pulled.answer['load'] as { id: string };
    const { stdout } = await startCommand(
      ['quarantine', 'list', '--load', id, '--workspace', at('workspace'), '--jsonl'],
      minio().env,
    ).ended;
    const rows = stdout.trim().split('\n');
    const reject = rows.map((row) => JSON.parse(row) as Record<string, unknown>).find(({ kind }) => kind === 'reject');
    expect(reject).toMatchObject({ raw: '3,too,many', source_file: `s3://${bucket.name}/in/may wards.csv` });

    const reason = ['--reason', 'as the ward clerk said'];
    for (const act of [
      ['fix', '--load', id, '--where', 'id=2', '--set', 'ward=Surgery', ...reason],
      ['repair', `${id}:r1`, '--text', '3,Neurology', ...reason],
      ['spark', 'patch', '--load', id, '--out', at('patch.parquet'), ...reason],
    ])
      expect(await desk(...act)).toMatchObject({ exitCode: 0 });
    await bucket.put('patches/patch.parquet', readFileSync(at('patch.parquet')));

    const patch = ['--patch', `s3a://${bucket.name}/patches/patch.parquet`, '--supersedes', at('plan-1')];
    expect(await planBySample('plan-2', ...patch)).toMatchObject({ exitCode: 0 });
    expect(await submit('plan-2')).toMatchObject({
      exitCode: 0,
      answer: { counts: { clean: 2, corrected: 2, quarantined: 0, repaired_rejects: 1 }, publish: { rows: 4 } },
    });
    const all = await wholeObjects(bucket);
    expect(all.map(({ manifest }) => manifest.supersedes)).toEqual([null, `s3://${bucket.name}/${published.path}`]);
  });

  it("takes the desk's own addresses, s3://, where Spark is told that they mean s3a", async () => {
    const lake = await minio().makeBucket();
    await lake.put('in/may wards.csv', wards);
    const source = `s3://${lake.name}/in/may wards.csv`;
    expect(await plan('plan-3', '--source', source, '--target', lake.target, ...endpoint())).toMatchObject({
      exitCode: 0,
    });
    expect(await submit('plan-3', 'spark.hadoop.fs.s3.impl=org.apache.hadoop.fs.s3a.S3AFileSystem')).toMatchObject({
      exitCode: 3,
      answer: { counts: { records: 3, rejects: 1, clean: 2, quarantined: 2 }, publish: { rows: 2, files: 2 } },
    });
    expect((await onlyPublish(lake)).manifest).toMatchObject({ load: { source }, receipt: { balanced: true } });
  });
});
