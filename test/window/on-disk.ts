/** Compares manifest, Parquet and the exported trail with what the window said of them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditEventSchema, auditVerdictSchema, type AuditEvent } from '../../electron/contract/audit.ts';
import { manifestSchema, type Manifest } from '../../electron/contract/publish.ts';
import { literally, query, quoted } from '../support/parquet.ts';
import { expect, type Desk } from './desk.ts';
import { who, type Operation } from './loop-steps.ts';
import { editedValue, fixedFamily, fixedValue, waivedValue, type LoopSource, type Said } from './whole-loop.ts';

export async function expectDiskAsSaid(desk: Desk, source: LoopSource, said: Said): Promise<void> {
  const [first, second] = said.publishes;
  for (const published of said.publishes) {
    const { counts, receipt, ...manifest } = await manifestIn(published.path);
    expect(counts).toMatchObject({ rows: published.rows, files: 1 });
    expect(await rowsIn(published.path)).toBe(published.rows);
    expect({
      records: receipt.records,
      rejects: receipt.rejects,
      releasable: receipt.clean + receipt.corrected + receipt.waived,
      quarantined: receipt.quarantined,
      excluded: receipt.excluded,
    }).toEqual(published.receipt);
    expect(manifest.load.sha256).toBe(createHash('sha256').update(source.bytes).digest('hex'));
    expect(manifest.published_by).toBe(who);
    for (const file of manifest.files)
      expect(
        createHash('sha256')
          .update(await readFile(join(published.path, file.path)))
          .digest('hex'),
      ).toBe(file.sha256);
  }
  const manifest = await manifestIn(second.path);
  expect(manifest.supersedes).toBe(first.path);
  await expectBronze(second.path, source, said);
  await expectTrail(said, manifest);
  await desk.stop();
  for (const file of [[], [said.exported]]) {
    const verdict = auditVerdictSchema.parse(JSON.parse(await desk.command('audit', 'verify', ...file, '--json')));
    const manifests = file.length === 0 ? { manifests: { compared: 2, unread: 0 } } : {};
    expect(verdict).toEqual({ ok: true, ...said.trail, first_bad: null, ...manifests });
  }
}

async function expectBronze(path: string, source: LoopSource, said: Said): Promise<void> {
  const states = await query<{ state: string; records: string }>(
    `SELECT _review_state AS state, count(*) AS records FROM ${parquetIn(path)} GROUP BY ALL ORDER BY ALL`,
  );
  expect(states.map(({ state, records }) => [state, Number(records)])).toEqual([
    ['clean', source.clean],
    ['corrected', source.family + 1 + said.repaired],
    ['waived', 1],
  ]);
  expect(await rowsIn(path, `medical_specialty = ${quoted(fixedFamily)}`)).toBe(0);
  expect(await rowsIn(path, `medical_specialty = ${quoted(fixedValue)} AND _review_state = 'corrected'`)).toBe(
    source.family,
  );
  const lines = await query<{ line: string; state: string; value: string }>(
    `SELECT _source_line AS line, _review_state AS state, medical_specialty AS value FROM ${parquetIn(path)}
      WHERE _source_line IN (${[said.waivedLine, said.excludedLine, said.editedLine].join(', ')}) ORDER BY state DESC`,
  );
  expect(lines.map(({ line, ...rest }) => ({ line: Number(line), ...rest }))).toEqual([
    { line: said.waivedLine, state: 'waived', value: waivedValue },
    { line: said.editedLine, state: 'corrected', value: editedValue },
  ]);
}

async function expectTrail({ exported, trail, operations }: Said, manifest: Manifest): Promise<void> {
  const lines = (await readFile(exported, 'utf8')).trimEnd().split('\n');
  const events = lines.map((line) => auditEventSchema.parse(JSON.parse(line)));
  expect(events).toHaveLength(trail.events);
  expect(events.at(-1)?.hash).toBe(trail.head);
  expect(events[manifest.audit_events - 1]?.hash).toBe(manifest.audit_head);
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([who]));
  expect(operationsIn(events.filter(({ load }) => load === manifest.load.id))).toEqual(
    operations.map(({ what, cells, why }) => ({ records: Number.parseInt(what.replaceAll(',', ''), 10), cells, why })),
  );
}

/** Newest first, as the window lists them. Checks and publishes have no reason: they are no decision of a person. */
function operationsIn(events: readonly AuditEvent[]): (Pick<Operation, 'cells' | 'why'> & { records: number })[] {
  const ids = [
    ...new Set(events.flatMap(({ operation, reason }) => (reason === null ? [] : (operation ?? [])))),
  ].toReversed();
  return ids.map((id) => {
    const own = events.filter(({ operation }) => operation === id);
    return {
      records: new Set(own.map(({ record }) => record)).size,
      cells: own.filter(({ column }) => column !== null).length,
      why: `${own[0]?.actor ?? ''}: ${own[0]?.reason ?? ''}`,
    };
  });
}

async function manifestIn(path: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(join(path, '_manifest.json'), 'utf8')));
}

const parquetIn = (path: string): string =>
  `read_parquet(${literally(path).replace(/'$/, "/**/*.parquet'")}, hive_partitioning = false)`;

async function rowsIn(path: string, where = 'true'): Promise<number> {
  const [counted] = await query<{ rows: string }>(`SELECT count(*) AS rows FROM ${parquetIn(path)} WHERE ${where}`);
  return Number(counted?.rows);
}
