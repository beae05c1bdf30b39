/** The whole way by the command line: plan, submit, pull, review, patch, and the second run that supersedes the first. */
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestSchema } from '../../../electron/contract/publish.ts';
import { literally, query } from '../../support/parquet.ts';
import { runCommand } from '../../support/run-command.ts';
import { installSpark, missingSpark } from './start-spark.ts';

const why = missingSpark();

const suite = {
  name: 'wards',
  expectations: [{ type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Z][a-z]+$' } }],
  meta: {},
};

describe.skipIf(why !== null)(`spark on the command line${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let place: string;
  let home: string;
  beforeAll(async () => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-spark-cli-')));
    home = dirname(dirname(await installSpark()));
    writeFileSync(at('wards.csv'), 'id,ward\n1,Surgery\n2,surgery/2\n3,too,many\n4,Urology\n');
    writeFileSync(at('suite.json'), JSON.stringify(suite));
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  const at = (name: string): string => join(place, name);
  const desk = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runCommand([
      ...args,
      ...['--workspace', at('workspace'), '--actor', 'Ada Tester', '--json'],
    ]);
    return { exitCode, stderr, answer: (stdout === '' ? null : JSON.parse(stdout)) as Record<string, unknown> };
  };
  const plan = (out: string, ...more: string[]) =>
    desk(
      'spark',
      'plan',
      '--source',
      at('wards.csv'),
      '--suite',
      at('suite.json'),
      '--target',
      at('bronze'),
      '--out',
      at(out),
      ...more,
    );
  const submit = (out: string, ...more: string[]) =>
    desk(
      ...['spark', 'submit', at(out), '--master', 'local[2]', '--spark-home', home],
      ...[
        '--conf',
        'spark.ui.enabled=false',
        'spark.sql.shuffle.partitions=2',
        'spark.driver.bindAddress=127.0.0.1',
        'spark.driver.host=127.0.0.1',
      ],
      ...more,
    );
  const manifestOf = ({ publish }: Record<string, unknown>) =>
    manifestSchema.parse(JSON.parse(readFileSync((publish as { manifest: string }).manifest, 'utf8')));

  it('goes there and back, and leaves publishes that manifests tell of', async () => {
    expect(await plan('plan-1')).toMatchObject({ exitCode: 0 });
    const first = await submit('plan-1');
    expect(first).toMatchObject({
      exitCode: 3,
      answer: { counts: { records: 3, rejects: 1, clean: 2, quarantined: 2 }, publish: { rows: 2 } },
    });
    expect(manifestOf(first.answer)).toMatchObject({
      published_by: 'Ada Tester',
      counts: { rows: 2, quarantine_rows: 1 },
      receipt: { records: 3, rejects: 1, clean: 2, quarantined: 2, balanced: true },
      supersedes: null,
    });
    expect(await submit('plan-1')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('CONFLICT') as string,
    });

    const pulled = await desk('spark', 'pull', at('plan-1'));
    expect(pulled).toMatchObject({ exitCode: 3, answer: { load: { records: 1, rejects: 1, quarantined: 2 } } });
    const { id } = pulled.answer['load'] as { id: string };
    const reason = ['--reason', 'as the ward clerk said'];
    expect(await desk('fix', '--load', id, '--where', 'id=2', '--set', 'ward=Surgery', ...reason)).toMatchObject({
      exitCode: 0,
    });
    expect(await desk('repair', `${id}:r1`, '--text', '3,Neurology', ...reason)).toMatchObject({ exitCode: 0 });

    const without = await desk('spark', 'patch', '--load', id, '--out', at('patch.parquet'));
    expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--reason') as string });
    expect(existsSync(at('patch.parquet'))).toBe(false);
    expect(await desk('spark', 'patch', '--load', id, '--out', at('patch.parquet'), ...reason)).toMatchObject({
      exitCode: 0,
      answer: { corrected: 1, repaired: 1, waived: 0, excluded: 0 },
    });

    const again = ['--patch', at('patch.parquet'), '--supersedes', at('plan-1')];
    expect(await plan('plan-2', ...again)).toMatchObject({ exitCode: 0 });
    const second = await submit('plan-2');
    expect(second).toMatchObject({
      exitCode: 0,
      answer: { counts: { repaired_records: 1, clean: 2, corrected: 2, quarantined: 0 }, publish: { rows: 4 } },
    });
    expect(manifestOf(second.answer).supersedes).toBe((first.answer['publish'] as { path: string }).path);
    const { path } = second.answer['publish'] as { path: string };
    expect(
      await query(
        `SELECT id, ward, _review_state AS state FROM read_parquet(${literally(path)} || '/**/*.parquet') ORDER BY id`,
      ),
    ).toEqual([
      { id: '1', ward: 'Surgery', state: 'clean' },
      { id: '2', ward: 'Surgery', state: 'corrected' },
      { id: '3', ward: 'Neurology', state: 'corrected' },
      { id: '4', ward: 'Urology', state: 'clean' },
    ]);
    // Done already: says so, and changes nothing.
    expect(await desk('spark', 'commit', at('plan-2'))).toMatchObject({ exitCode: 0, answer: { unchanged: true } });
    expect(await desk('audit', 'verify')).toMatchObject({ exitCode: 0, answer: { ok: true } });
    const { stdout } = await runCommand(['audit', 'list', '--workspace', at('workspace'), '--jsonl']);
    const told = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { action: string }).action);
    expect(told.filter((action) => action === 'publish' || action === 'spark patch').sort()).toEqual([
      'publish',
      'publish',
      'spark patch',
    ]);
  });

  it('says what is not published yet, and how to go on, where this machine does not reach the target', async () => {
    const other = at('elsewhere');
    const plannedFor = `file://another-machine.example.org${other}`;
    const planned = await desk(
      ...['spark', 'plan', '--source', at('wards.csv'), '--suite', at('suite.json'), '--out', at('plan-3')],
      ...['--target', plannedFor],
    );
    expect(planned).toMatchObject({ exitCode: 0 });
    expect(await desk('spark', 'commit', at('plan-3'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/does not reach .*no publish yet.*name target/) as string,
    });
    expect(await desk('spark', 'commit', at('plan-3'), '--target', at('bronze'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no summary') as string,
    });
  });

  it('a run whose publish cannot be committed says so, and is committed later', async () => {
    expect(await plan('plan-4')).toMatchObject({ exitCode: 0 });
    expect(await submit('plan-4', '--target', at('nowhere'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/no publish yet.*spark commit .*plan-4/) as string,
      answer: { counts: { records: 3, rejects: 1 }, publish: null },
    });
    expect(await desk('spark', 'commit', at('plan-4'))).toMatchObject({
      exitCode: 3,
      answer: { publish: { rows: 2 } },
    });
  });
});
