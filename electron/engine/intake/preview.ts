/** How a source would be read, with the evidence, before anything is loaded. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { Column } from '../../contract/load.ts';
import type { CallContext } from '../context.ts';
import { newId } from '../ids.ts';
import { previewParquet } from './land.sql.ts';
import { describeParquet, readingParquet } from './land-parquet.ts';
import { planAll } from './land-sources.ts';
import { nameColumns } from './name-columns.ts';
import { toContractDialect, type ReadingPlan } from './plan-reading.ts';
import { CsvScanner } from './scan/csv-scanner.ts';
import { recordFields } from './scan/csv-fields.ts';
import { JsonScanner } from './scan/json-scanner.ts';
import { unzipTo } from './unzip.ts';

type Preview = Output<'source.preview'>;
type Rows = (string | null)[][];

export async function previewSource(input: ParsedInput<'source.preview'>, context: CallContext): Promise<Preview> {
  const plans = await planAll(input.source, context);
  const [first] = plans;
  const shown = first === undefined ? { columns: [], rows: [] } : await headOf(first, input.rows, context);
  return {
    files: plans.map((plan) => ({
      path: plan.file.path,
      bytes: plan.file.bytes,
      format: plan.format,
      compression: plan.gzip ? 'gzip' : 'none',
      encoding: plan.encoding,
      dialect: plan.dialect === null ? null : toContractDialect(plan.dialect),
      evidence: [...plan.evidence],
    })),
    ...shown,
  };
}

/** The columns and the first records of one file, from its first bytes alone. */
export async function headOf(
  plan: ReadingPlan,
  limit: number,
  context: CallContext,
): Promise<{ columns: Column[]; rows: Rows }> {
  switch (plan.format) {
    case 'csv':
      return csvHead(plan, limit);
    case 'jsonl':
    case 'json':
      return jsonHead(plan, limit);
    case 'parquet':
      return parquetHead(plan, limit, context);
  }
}

function csvHead(plan: ReadingPlan, limit: number): { columns: Column[]; rows: Rows } {
  const rows: Rows = [];
  const { dialect } = plan;
  if (dialect === null) return { columns: [], rows };
  const scanner = new CsvScanner(dialect, {
    anchor: () => undefined,
    reject: () => undefined,
    record: (bytes, start, end) => {
      if (rows.length < limit) rows.push(recordFields(bytes.subarray(start, end), dialect));
    },
  });
  scanner.push(plan.head);
  const whole = rows.length;
  const { columns: count } = scanner.end();
  // What the end of the head cuts off must not look like a value.
  if (!plan.headIsAll) rows.length = whole;
  const names = dialect.header ? plan.names : Array.from({ length: count }, (_, index) => `column_${index + 1}`);
  return { columns: nameColumns(names, []), rows };
}

function jsonHead(plan: ReadingPlan, limit: number): { columns: Column[]; rows: Rows } {
  const objects: Map<string, string | null>[] = [];
  const scanner = new JsonScanner(plan.format === 'json' ? 'array' : 'lines', {
    anchor: () => undefined,
    reject: () => undefined,
    row: (own, values) => {
      if (objects.length < limit) objects.push(new Map(own.map((key, index) => [key, values[index] ?? null])));
    },
  });
  scanner.push(plan.head);
  const whole = objects.length;
  scanner.end();
  if (!plan.headIsAll) objects.length = whole;
  const keys = [...new Set(objects.flatMap((object) => [...object.keys()]))];
  return { columns: nameColumns(keys, []), rows: objects.map((object) => keys.map((key) => object.get(key) ?? null)) };
}

async function parquetHead(
  plan: ReadingPlan,
  limit: number,
  context: CallContext,
): Promise<{ columns: Column[]; rows: Rows }> {
  if (!plan.gzip) return parquetFileHead(plan.file.path, plan, limit, context);
  const staging = join(context.workspace.staging, newId());
  try {
    await mkdir(staging);
    const path = await unzipTo(plan.file.path, join(staging, 'preview.parquet'), context.signal);
    return await parquetFileHead(path, plan, limit, context);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function parquetFileHead(
  path: string,
  plan: ReadingPlan,
  limit: number,
  context: CallContext,
): Promise<{ columns: Column[]; rows: Rows }> {
  const shown = plan.file.path;
  return context.db.read(async (connection) => {
    const described = await describeParquet(connection, path, shown);
    const names = described.map(({ name }) => name);
    const types = described.map(({ type }) => type);
    const rows = await readingParquet(shown, () =>
      connection.all<Record<string, string | null>>(previewParquet(path, names, limit)),
    );
    return {
      columns: nameColumns(names, types),
      rows: rows.map((row) => names.map((_, index) => row[`v${index}`] ?? null)),
    };
  }, context.signal);
}
