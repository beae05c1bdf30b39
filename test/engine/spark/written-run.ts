/**
 * What a run leaves in its bronze folder, written without Spark: files, names and columns as the script has them (that Spark
 * writes them so is seen in test/systems/spark), so that what becomes of it in the desk is tested where no Spark is.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createHash } from 'node:crypto';
import type { SparkPlan } from '../../../electron/contract/spark.ts';
import type { Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';

const suite = JSON.stringify({
  name: 'wards',
  meta: {},
  expectations: [{ type: 'expect_column_values_to_match_regex', kwargs: { column: 'ward', regex: '^[A-Z]' } }],
});

export interface WrittenRun {
  readonly plan: SparkPlan;
  /** Of the plan; offered. */
  readonly folder: string;
  readonly target: string;
  readonly publish: string;
  readonly quarantine: string;
  readonly rejects: string;
  readonly summary: string;
  writeSummary(changed?: Partial<typeof counts>): void;
}

/** Two records released, one quarantined, one excluded; two rejects quarantined, one excluded: a file for each row. */
const counts = {
  records: 4,
  rejects: 3,
  repaired_records: 0,
  repaired_rejects: 0,
  clean: 2,
  corrected: 0,
  waived: 0,
  excluded: 2,
  quarantined: 3,
};

let runs = 0;

export async function writeRun(desk: Desk): Promise<WrittenRun> {
  runs += 1;
  const folder = join(desk.files, `plan-${runs}`);
  const target = join(desk.files, `bronze-${runs}`);
  const source = { paths: [desk.write(`wards-${runs}.csv`, 'id,ward\n1,Surgery\n2,ENT\n')] };
  const { plan } = await desk.engine.call('spark.plan', { source, suite, target, out: folder });
  const { publish, quarantine, rejects, summary } = plan;

  const file = `file://${source.paths[0]}`;
  const key = (text: string): string => createHash('sha256').update(text).digest('hex');
  const lineage = (text: string, state: string): string =>
    `now() AS ingest_timestamp, ${quoted(plan.id)} AS _load_id, ${quoted(file)} AS _source_file, NULL::BIGINT AS _source_line,
     ${quoted(`${plan.id}:${key(text)}`)} AS _record_id, ${quoted(state)} AS _review_state`;
  const record = (id: string, ward: string, state: string, more = ''): string =>
    `SELECT ${quoted(id)} AS id, ${quoted(ward)} AS ward, ${lineage(`${id},${ward}`, state)}${more}`;
  const findings = `, []::STRUCT(expectation_key VARCHAR, "column" VARCHAR, "value" VARCHAR)[] AS _findings, NULL::VARCHAR AS _review_load`;
  const reject = (text: string, state: string): string =>
    `SELECT 0 AS source, ${quoted(file)} AS _source_file, ${quoted(`${plan.id}:${key(text)}`)} AS _record_id,
     ${quoted(state)} AS _review_state, 'too_few_fields' AS reason, ${quoted(text)}::BLOB AS raw,
     NULL::VARCHAR AS _review_load`;
  await writeParts(join(publish, `ingest_date=${plan.planned_at.slice(0, 10)}`), [
    record('1', 'Surgery', 'clean'),
    record('2', 'ENT', 'clean'),
  ]);
  await writeParts(quarantine, [
    record('3', 'urology', 'quarantined', findings),
    record('4', 'nowhere', 'excluded', findings),
  ]);
  await writeParts(rejects, [reject('5', 'quarantined'), reject('6', 'quarantined'), reject('7', 'excluded')]);

  const writeSummary: WrittenRun['writeSummary'] = (changed = {}) => {
    mkdirSync(summary, { recursive: true });
    const line = { plan: plan.id, ...counts, ...changed, verdict: { e0: 3, m0: 0, u0: 1 } };
    writeFileSync(join(summary, partName(0, 'json')), `${JSON.stringify(line)}\n`);
    writeFileSync(join(summary, '_SUCCESS'), '');
  };
  writeSummary();
  return { plan, folder, target, publish, quarantine, rejects, summary, writeSummary };
}

export const partName = (part: number, ending = 'snappy.parquet'): string => `part-0000${part}-c000.${ending}`;

async function writeParts(folder: string, rows: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [part, row] of rows.entries())
    await run(`COPY (${row}) TO ${quoted(join(folder, partName(part)))} (FORMAT parquet)`);
  // In the folder that Spark was told, not in its partitions.
  const told = basename(folder).includes('=') ? join(folder, '..') : folder;
  writeFileSync(join(told, '_SUCCESS'), '');
}
