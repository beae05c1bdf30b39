/** How Spark is to read a source: decided from the same first bytes, by the same rules, as the desk's own intake. */
import { DeskError } from '../../contract/errors.ts';
import type { Column } from '../../contract/load.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { planAll } from '../intake/land-sources.ts';
import { nameColumns } from '../intake/name-columns.ts';
import type { ReadingPlan } from '../intake/plan-reading.ts';
import type { CsvDialect } from '../intake/scan/csv-dialect.ts';
import { lookAtCsv } from './look-at-csv.ts';
import { readCsv } from './read-csv.sql.ts';
import type { ScriptParts } from './script.sql.ts';

export interface PlannedSources {
  readonly columns: readonly Column[];
  readonly views: ScriptParts['views'];
  readonly read: readonly { read: string; format: string; multiline: boolean }[];
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
  const sources = plans.map((plan) => planOne(plan, wish));
  const columns = new Map(sources.flatMap(({ columns }) => columns.map((column) => [column.name, column])));
  return {
    columns: [...columns.values()],
    views: sources.map(({ columns, view }, index) => {
      const name = `bd_source_${index + 1}`;
      return { name, columns: columns.map((column) => column.name), view: view(name) };
    }),
    read: sources.map(({ read }) => read),
  };
}

function planOne(plan: ReadingPlan, wish: Wish) {
  refuse(plan);
  const { dialect } = plan;
  if (plan.format !== 'csv' || dialect === null) throw unreadable(plan, `it is ${plan.format}`);
  return planCsv(plan, dialect, wish);
}

function planCsv(plan: ReadingPlan, dialect: CsvDialect, wish: Wish) {
  const look = lookAtCsv(plan.head, dialect);
  if (look.lineMode === 'cr') throw unreadable(plan, 'its lines end in a lone carriage return');
  const names = dialect.header ? plan.names : Array.from({ length: look.columns }, () => '');
  const columns = nameColumns(names, []);
  const multiline = wish.multiline ?? (look.quotedNewlines > 0 || (dialect.skipLines ?? 0) > 0);
  if (!multiline && (dialect.skipLines ?? 0) > 0)
    throw unreadable(plan, 'lines before its header are to be left out, which Spark can only do with --multiline');
  const read = wish.read ?? plan.file.path;
  const source = {
    path: read,
    dialect,
    columns: columns.map(({ name }) => name),
    headerText: look.headerText,
    multiline,
  };
  return { columns, view: (name: string) => readCsv(source, name), read: { read, format: 'csv', multiline } };
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
