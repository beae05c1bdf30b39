/** The whole loop by command line on the real MTSamples file; manifest, Parquet and audit export must tell one story. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { auditEventSchema, type AuditEvent } from '../../electron/contract/audit.ts';
import { manifestSchema, publishResultSchema, type Manifest } from '../../electron/contract/publish.ts';
import { operationResultSchema } from '../../electron/contract/record.ts';
import { runCommand } from '../support/run-command.ts';

const source = fileURLToPath(new URL('../../../shared/data/mtsamples.csv.gz', import.meta.url));
const there = existsSync(source);
const folder = mkdtempSync(join(tmpdir(), 'bronze-desk-loop-'));
const workspace = join(folder, 'workspace');
const target = join(folder, 'bronze');
const family = ' Cardiovascular / Pulmonary';

async function desk<T extends z.ZodType>(shape: T, exitCode: number, ...args: string[]): Promise<z.output<T>> {
  const outcome = await runCommand([...args, '--workspace', workspace, '--actor', 'Ada', '--json']);
  expect(outcome.exitCode, outcome.stderr).toBe(exitCode);
  return shape.parse(JSON.parse(outcome.stdout));
}

const operation = (...args: string[]) =>
  desk(operationResultSchema, 0, ...args, '--load', 'latest', '--reason', 'agreed');

async function query<T>(sql: string): Promise<T[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjectsJson() as T[];
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const manifestOf = (path: string): Manifest => manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

const statesIn = async (path: string): Promise<Record<string, number>> => {
  const rows = await query<{ state: string; n: string }>(
    `SELECT _review_state AS state, count(*) AS n FROM read_parquet('${path}/**/*.parquet') GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
};

describe.skipIf(!there)(`the loop on MTSamples${there ? '' : ' (skipped: ../shared/data is not here)'}`, () => {
  let ids: string[] = [];
  let fixed = '';

  beforeAll(async () => {
    const figures = z.object({
      load: z.object({ records: z.number(), quarantined: z.number(), clean: z.number(), rejects: z.number() }),
      receipt: z.object({ physical_lines: z.number(), balanced: z.boolean() }),
      publish: z.object({ rows: z.number() }),
    });
    const made = await desk(figures, 3, 'ingest', source, '--target', target);
    expect(made.load).toEqual({ records: 4999, rejects: 0, quarantined: 1619, clean: 3380 });
    expect(made.receipt).toEqual({ physical_lines: 5029, balanced: true });
    expect(made.publish.rows).toBe(3380);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the family of 372 is fixed in one operation', async () => {
    const where = ['--where', `medical_specialty=${family}`, '--set', 'medical_specialty= Cardiovascular Pulmonary'];
    const planned = await operation('fix', ...where, '--dry-run');
    expect(planned).toMatchObject({ records: 372, cells: 372, cleared: 372, still_failing: 0, newly_failing: 0 });
    const done = await operation('fix', ...where);
    expect(done).toMatchObject({ records: 372, cells: 372, cleared: 372 });
    fixed = done.operation ?? '';
  });

  test('one record is waived, one excluded, and the exclusion undone', async () => {
    const list = await runCommand([
      ...['quarantine', 'list', '--load', 'latest', '--state', 'quarantined', '--limit', '2'],
      ...['--workspace', workspace, '--jsonl'],
    ]);
    ids = list.stdout
      .trim()
      .split('\n')
      .map((line) => z.object({ record_id: z.string() }).parse(JSON.parse(line)).record_id);
    const [waived = '', excluded = ''] = ids;
    expect(await operation('waive', '--record', waived)).toMatchObject({ records: 1, cleared: 1 });
    const exclusion = await operation('exclude', '--record', excluded);
    expect(exclusion).toMatchObject({ records: 1, cleared: 1 });
    const undone = await desk(operationResultSchema, 0, 'undo', exclusion.operation ?? '', '--reason', 'too hasty');
    expect(undone).toMatchObject({ records: 1, newly_failing: 1 });
    expect(await operation('exclude', '--record', excluded)).toMatchObject({ records: 1 });
  });

  test('publishing, changing and publishing again supersedes, and all accounts agree', async () => {
    const first = await desk(publishResultSchema, 3, 'publish', '--load', 'latest', '--target', target);
    expect(first).toMatchObject({ unchanged: false, publish: { rows: 3380 + 372 + 1 } });
    expect(await statesIn(first.publish.path)).toEqual({ clean: 3380, corrected: 372, waived: 1 });

    const again = await desk(publishResultSchema, 3, 'publish', '--load', 'latest', '--target', target);
    expect(again).toMatchObject({ unchanged: true, publish: { path: first.publish.path } });

    await desk(operationResultSchema, 0, 'undo', fixed, '--reason', 'the vocabulary keeps the slash');
    const second = await desk(publishResultSchema, 3, 'publish', '--load', 'latest', '--target', target);
    expect(second).toMatchObject({ unchanged: false, superseded: first.publish.path, publish: { rows: 3381 } });
    expect(await statesIn(second.publish.path)).toEqual({ clean: 3380, waived: 1 });

    const manifest = manifestOf(second.publish.manifest);
    expect(manifest.supersedes).toBe(first.publish.path);
    expect(manifest.receipt).toMatchObject({ quarantined: 1617, excluded: 1, waived: 1, corrected: 0, clean: 3380 });
    const events = await exportTrail();
    expect(events.filter(({ action }) => action === 'correct')).toHaveLength(372);
    expect(events.filter(({ action, column }) => action === 'undo' && column !== null)).toHaveLength(372);
    expect(events[manifest.audit_events - 1]?.hash).toBe(manifest.audit_head);
    expect(events.filter(({ action }) => action === 'publish').map((event) => event.new)).toContain(
      second.publish.path,
    );
    const published = await query<{ id: string }>(
      `SELECT _record_id AS id FROM read_parquet('${second.publish.path}/**/*.parquet') WHERE _review_state = 'waived'`,
    );
    expect(published.map(({ id }) => id)).toEqual([ids[0]]);
  });

  test('the trail verifies, and one changed byte is found and named', async () => {
    const verdict = z.object({ ok: z.boolean(), first_bad: z.object({ seq: z.number() }).nullable() });
    expect(await desk(verdict, 0, 'audit', 'verify')).toEqual({ ok: true, first_bad: null });
    const path = join(folder, 'trail.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    const changed = 199;
    lines[changed] = (lines[changed] ?? '').replace('"actor":"Ada"', '"actor":"Ade"');
    writeFileSync(path, lines.join('\n'));
    expect(await desk(verdict, 1, 'audit', 'verify', path)).toEqual({ ok: false, first_bad: { seq: changed + 1 } });
  });

  async function exportTrail(): Promise<AuditEvent[]> {
    const path = join(folder, 'trail.jsonl');
    await desk(z.object({ events: z.number() }), 0, 'audit', 'export', path);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    return lines.map((line) => auditEventSchema.parse(JSON.parse(line)));
  }
});
