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

export interface Head {
  readonly columns: Column[];
  readonly rows: Rows;
  /** Records and rejects that were met; null where what follows the head was not seen and none was met in it. */
  readonly seen: number | null;
}

export async function previewSource(input: ParsedInput<'source.preview'>, context: CallContext): Promise<Preview> {
  const plans = await planAll(input.source, context);
  const [first] = plans;
  const { seen, ...shown } =
    first === undefined ? { columns: [], rows: [], seen: 0 } : await headOf(first, input.rows, context);
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
    // Of several files only the first was looked into, and the others may hold records.
    empty: plans.length === 1 && seen === 0,
  };
}

/** The columns and the first records of one file, from its first bytes alone. */
export async function headOf(plan: ReadingPlan, limit: number, context: CallContext): Promise<Head> {
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

function csvHead(plan: ReadingPlan, limit: number): Head {
  const rows: Rows = [];
  const { dialect } = plan;
  let met = 0;
  if (dialect === null) return { columns: [], rows, seen: null };
  const scanner = new CsvScanner(dialect, {
    anchor: () => undefined,
    reject: () => (met += 1),
    record: (bytes, start, end) => {
      met += 1;
      if (rows.length < limit) rows.push(recordFields(bytes.subarray(start, end), dialect));
    },
  });
  scanner.push(plan.head);
  const whole = rows.length;
  const { columns: count } = scanner.end();
  // What the end of the head cuts off must not look like a value.
  if (!plan.headIsAll) rows.length = whole;
  const names = dialect.header ? plan.names : Array.from({ length: count }, (_, index) => `column_${index + 1}`);
  return { columns: nameColumns(names, []), rows, seen: seenOf(met, plan) };
}

const seenOf = (met: number, { headIsAll }: ReadingPlan): number | null => (met > 0 || headIsAll ? met : null);

function jsonHead(plan: ReadingPlan, limit: number): Head {
  let met = 0;
  const objects: Map<string, string | null>[] = [];
  const scanner = new JsonScanner(plan.format === 'json' ? 'array' : 'lines', {
    anchor: () => undefined,
    reject: () => (met += 1),
    row: (own, values) => {
      met += 1;
      if (objects.length < limit) objects.push(new Map(own.map((key, index) => [key, values[index] ?? null])));
    },
  });
  scanner.push(plan.head);
  const whole = objects.length;
  scanner.end();
  if (!plan.headIsAll) objects.length = whole;
  const keys = [...new Set(objects.flatMap((object) => [...object.keys()]))];
  return {
    columns: nameColumns(keys, []),
    rows: objects.map((object) => keys.map((key) => object.get(key) ?? null)),
    seen: seenOf(met, plan),
  };
}

async function parquetHead(plan: ReadingPlan, limit: number, context: CallContext): Promise<Head> {
  if (!plan.gzip) return parquetFileHead(plan.file.local, plan, limit, context);
  const staging = join(context.workspace.staging, newId());
  try {
    await mkdir(staging);
    const path = await unzipTo(plan.file, join(staging, 'preview.parquet'), context.signal);
    return await parquetFileHead(path, plan, limit, context);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function parquetFileHead(path: string, plan: ReadingPlan, limit: number, context: CallContext): Promise<Head> {
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
      seen: limit === 0 ? null : rows.length,
    };
  }, context.signal);
}
