/** How a source would be read, with the evidence, before anything is loaded. */
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { Column } from '../../contract/load.ts';
import type { CallContext } from '../context.ts';
import { parquetColumns, previewParquet } from './land.sql.ts';
import { planAll } from './land-sources.ts';
import { nameColumns } from './name-columns.ts';
import { toContractDialect, type ReadingPlan } from './plan-reading.ts';
import { CsvScanner } from './scan/csv-scanner.ts';
import { recordFields } from './scan/csv-fields.ts';
import { JsonScanner } from './scan/json-scanner.ts';

type Preview = Output<'source.preview'>;
type Rows = (string | null)[][];

export async function previewSource(input: ParsedInput<'source.preview'>, context: CallContext): Promise<Preview> {
  const plans = await planAll(input.source, context);
  const [first] = plans;
  const shown = first === undefined ? { columns: [], rows: [] } : await head(first, input.rows, context);
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

async function head(
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
  const { columns: count } = scanner.end();
  const names = dialect.header ? plan.names : Array.from({ length: count }, (_, index) => `column_${index + 1}`);
  return { columns: nameColumns(names, []), rows };
}

function jsonHead(plan: ReadingPlan, limit: number): { columns: Column[]; rows: Rows } {
  const keys: string[] = [];
  const objects: Map<string, string | null>[] = [];
  const scanner = new JsonScanner(plan.format === 'json' ? 'array' : 'lines', {
    anchor: () => undefined,
    reject: () => undefined,
    row: (own, values) => {
      if (objects.length >= limit) return;
      for (const key of own) if (!keys.includes(key)) keys.push(key);
      objects.push(new Map(own.map((key, index) => [key, values[index] ?? null])));
    },
  });
  scanner.push(plan.head);
  scanner.end();
  return { columns: nameColumns(keys, []), rows: objects.map((object) => keys.map((key) => object.get(key) ?? null)) };
}

async function parquetHead(
  plan: ReadingPlan,
  limit: number,
  context: CallContext,
): Promise<{ columns: Column[]; rows: Rows }> {
  return context.db.read(async (connection) => {
    const described = await connection.describe(parquetColumns(plan.file.path));
    const rows = await connection.all<Record<string, string | null>>(
      previewParquet(
        plan.file.path,
        described.map(({ name }) => name),
        limit,
      ),
    );
    return {
      columns: nameColumns(
        described.map(({ name }) => name),
        described.map(({ type }) => type),
      ),
      rows: rows.map((row) => described.map((_, index) => row[`v${index}`] ?? null)),
    };
  });
}
