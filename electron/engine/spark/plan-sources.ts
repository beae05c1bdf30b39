/** How Spark is to read a source: decided from the same first bytes, by the same rules, as the desk's own intake. */
import { DeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import type { CallContext } from '../context.ts';
import { planAll } from '../intake/land-sources.ts';
import { nameColumns } from '../intake/name-columns.ts';
import { unionOfColumns } from '../intake/summarise.ts';
import { toContractDialect, type ReadingPlan } from '../intake/plan-reading.ts';
import type { CsvDialect } from '../intake/scan/csv-dialect.ts';
import { lookAtCsv } from './look-at-csv.ts';
import { headOf } from '../intake/preview.ts';
import { patternOf } from './quote.sql.ts';
import { readCsv } from './read-csv.sql.ts';
import { readJsonLines } from './read-json.sql.ts';
import { readParquet } from './read-parquet.sql.ts';
import type { ScriptParts } from './script-parts.ts';
import type { SourceView } from './source-view.sql.ts';

export interface PlannedSources {
  readonly columns: readonly Column[];
  readonly views: ScriptParts['views'];
  readonly read: SparkPlan['sources'];
}

type Wish = Pick<ParsedInput<'spark.plan'>, 'source' | 'read' | 'multiline'>;

export async function planSources(wish: Wish, context: CallContext): Promise<PlannedSources> {
  const plans = await planAll(wish.source, context);
  if (wish.read !== undefined && plans.length > 1) {
    throw new DeskError(
      'INVALID_INPUT',
      '--read stands in the place of one source file. Name one file as --source that looks like all that Spark is to read.',
    );
  }
  const sources: PlannedSource[] = [];
  for (const plan of plans) sources.push(await planOne(plan, wish, context));
  return {
    columns: unionOfColumns(sources.map(({ columns, read }) => ({ path: read.read, columns }))),
    views: sources.map(({ columns, view }, index) => {
      const name = `bd_source_${index + 1}`;
      return { name, columns: columns.map((column) => column.name), view: view(name) };
    }),
    read: sources.map(({ read }) => read),
  };
}

interface PlannedSource {
  readonly columns: readonly Column[];
  readonly view: (name: string) => SourceView;
  readonly read: SparkPlan['sources'][number];
}

async function planOne(plan: ReadingPlan, wish: Wish, context: CallContext): Promise<PlannedSource> {
  refuse(plan);
  const { dialect, format } = plan;
  if (format === 'csv' && dialect !== null) return planCsv(plan, dialect, wish);
  if (format === 'jsonl') {
    if (hasNested(plan.head)) throw unreadable(plan, 'it holds objects or lists inside its records');
    return planKeyed(plan, wish, await headOf(plan, wholeHead, context), 'jsonl', readJsonLines);
  }
  if (format === 'parquet') return planKeyed(plan, wish, await headOf(plan, 0, context), 'parquet', readParquet);
  throw unreadable(plan, 'it is one JSON text, not a line for each record');
}

/** What somebody names for Spark may have stars; a file of this machine is called what it is called. */
function readingOf({ file }: ReadingPlan, wish: Wish): { read: string; pattern: string } {
  return wish.read === undefined
    ? { read: file.path, pattern: patternOf(file.path) }
    : { read: wish.read, pattern: wish.read };
}

/** More records than a head can hold. */
const wholeHead = 1_000_000;

function planKeyed(
  plan: ReadingPlan,
  wish: Wish,
  head: { columns: Column[] },
  format: 'jsonl' | 'parquet',
  reader: typeof readParquet,
): PlannedSource {
  const pairs = head.columns.map((column) => ({ key: column.renamed?.from ?? column.name, name: column.name }));
  const { read, pattern } = readingOf(plan, wish);
  return {
    columns: head.columns,
    view: (name) => reader(pattern, pairs, name),
    read: { read, format, multiline: false, columns: pairs.map(({ name }) => name), dialect: null },
  };
}

/** As far as the head goes; the last line of it may be cut. */
function hasNested(head: Buffer): boolean {
  return head
    .toString('utf8')
    .split('\n')
    .some((line) => {
      const record = asJson(line);
      return (
        typeof record === 'object' &&
        record !== null &&
        Object.values(record).some((value) => typeof value === 'object' && value !== null)
      );
    });
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // No record: a reject, or the head's last line.
    return undefined;
  }
}

function planCsv(plan: ReadingPlan, dialect: CsvDialect, wish: Wish): PlannedSource {
  const look = lookAtCsv(plan.head, dialect);
  if (look.lineMode === 'cr') throw unreadable(plan, 'its lines end in a lone carriage return');
  const names = dialect.header ? plan.names : Array.from({ length: look.columns }, () => '');
  const columns = nameColumns(names, []);
  const multiline = wish.multiline ?? (look.quotedNewlines > 0 || (dialect.skipLines ?? 0) > 0);
  if (!multiline && (dialect.skipLines ?? 0) > 0)
    throw unreadable(plan, 'lines before its header are to be left out, which Spark can only do with --multiline');
  const { read, pattern } = readingOf(plan, wish);
  const own = columns.map(({ name }) => name);
  const source = {
    pattern,
    dialect,
    columns: own,
    headerText: look.headerText,
    multiline,
  };
  return {
    columns,
    view: (name: string) => readCsv(source, name),
    read: { read, format: 'csv', multiline, columns: own, dialect: toContractDialect(dialect) },
  };
}

function refuse(plan: ReadingPlan): void {
  if (plan.encoding !== 'utf-8') throw unreadable(plan, `it is encoded in ${plan.encoding}`);
  if (plan.gzip !== plan.file.path.endsWith('.gz')) {
    throw unreadable(
      plan,
      plan.gzip ? 'it is gzip and its name does not end in .gz' : 'it is not gzip though its name ends in .gz',
    );
  }
}

function unreadable(plan: ReadingPlan, why: string): DeskError {
  return new DeskError(
    'INVALID_INPUT',
    `Spark cannot read ${plan.file.path} as the desk does: ${why}. Load it in the desk, or convert it to UTF-8 CSV, JSON lines or Parquet first.`,
    { path: plan.file.path },
  );
}
