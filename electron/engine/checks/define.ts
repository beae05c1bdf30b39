/**
 * How expectations are written down: each is one call of one of these, about twenty lines, with kwargs checked by zod
 * and the rule said in a dialect's terms.
 */
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../contract/check.ts';
import type { SqlDialect, SqlExpr } from './dialect.ts';
import {
  columnType,
  typeFamily,
  type AggregateRule,
  type Bound,
  type CouldNotRun,
  type Expectation,
  type Judgement,
  type KwargProblem,
  type Rule,
  type TableColumn,
  type Terms,
  type TypeFamily,
} from './expectation.ts';
import { conditionWords, parseRowCondition, parserNames, type RowCondition } from './row-condition.ts';
import { percentWords } from './words.ts';

export const columnName = z
  .string({ error: 'must be a column name' })
  .min(1, 'must be a column name')
  .meta({ title: 'Column' });
export const mostly = z
  .number({ error: 'must be a number from 0 to 1' })
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1')
  .default(1)
  .meta({ title: 'Share that must pass', description: 'From 0 to 1; 1 allows no failing record.' });

/** A condition of any kind is read, so that one in another language can be explained; a form asks for text. */
export const conditionShape = {
  row_condition: z.unknown().optional().meta({
    type: 'string',
    title: 'Only where',
    description: 'Which records it is about, such as col("status") == "paid".',
  }),
  condition_parser: z
    .enum(parserNames, { error: `must be one of ${parserNames.join(', ')}` })
    .nullish()
    .meta({ title: 'Language of the condition' }),
};

export type Kwargs<Own extends z.ZodRawShape> = z.output<z.ZodObject<Own>>;

/** One column as a rule about it sees it. */
export interface ColumnTerms extends Terms {
  readonly column: SqlExpr;
  /** The column as text, whatever its type. */
  readonly text: SqlExpr;
  readonly type: string;
  readonly family: TypeFamily;
}

interface ColumnMap<Own extends z.ZodRawShape> {
  readonly type: string;
  /** The rule with its gaps open: `must match the pattern …`. */
  readonly words: string;
  readonly own: Own;
  readonly kind?: 'row-over-table';
  /** The rule is about nulls, so they are not left out. */
  readonly aboutNulls?: boolean;
  readonly needsText?: boolean;
  /** What is wrong with kwargs that are each legal. */
  readonly reject?: (kwargs: Kwargs<Own>) => string | null;
  readonly couldNotRun?: (column: TableColumn, kwargs: Kwargs<Own>) => CouldNotRun | null;
  readonly patterns?: (kwargs: Kwargs<Own>) => readonly string[];
  readonly holds: (terms: ColumnTerms, kwargs: Kwargs<Own>) => SqlExpr;
  /** `must be one of a or b`: what follows the column's name. Left out where the words have no gaps. */
  readonly must?: (kwargs: Kwargs<Own>) => string;
  /** `is empty`: what one finding says. */
  readonly failure: (kwargs: Kwargs<Own>) => string;
}

/** A verdict per value of one column. */
export function columnMap<Own extends z.ZodRawShape>(spec: ColumnMap<Own>): Expectation {
  const schema = z.object({ ...spec.own });
  const common = z.object({ column: columnName, mostly, ...conditionShape });
  return define(spec, spec.kind ?? 'row', schema, common, (kwargs, { column, ...shared }, rowCondition) => {
    const problem = spec.reject?.(kwargs) ?? null;
    if (problem !== null) return { problems: [{ kwarg: '', problem }] };
    return {
      rule: {
        kind: spec.kind ?? 'row',
        columns: [column],
        mostly: shared.mostly,
        sentence: `${column} ${spec.must?.(kwargs) ?? spec.words}${percentWords(shared.mostly)}${where(rowCondition)}`,
        failure: spec.failure(kwargs),
        rowCondition,
        patterns: spec.patterns?.(kwargs) ?? [],
        shape: 'value',
        missing: spec.aboutNulls === true ? null : ({ sql }) => sql.isNull(sql.identifier(column)),
        holds: (terms) => spec.holds(columnTerms(terms, column), kwargs),
        couldNotRun: (columns) => {
          const found = { name: column, type: columnType(columns, column) };
          if (spec.needsText === true && typeFamily(found.type) !== 'text') return notText(found);
          return spec.couldNotRun?.(found, kwargs) ?? null;
        },
      },
    };
  });
}

interface TableAggregate<Own extends z.ZodRawShape> {
  readonly type: string;
  readonly words: string;
  readonly own: Own;
  readonly reject?: (kwargs: Kwargs<Own>) => string | null;
  readonly observe: (sql: SqlDialect, considered: SqlExpr, kwargs: Kwargs<Own>) => Readonly<Record<string, SqlExpr>>;
  readonly judge: (observed: Readonly<Record<string, JsonValue>>, kwargs: Kwargs<Own>) => Judgement;
  readonly sentence: (kwargs: Kwargs<Own>) => string;
}

/** A number over the table's rows. */
export function tableAggregate<Own extends z.ZodRawShape>(spec: TableAggregate<Own>): Expectation {
  const schema = z.object({ ...spec.own });
  return define(spec, 'aggregate', schema, z.object(conditionShape), (kwargs, _, rowCondition) => {
    const problem = spec.reject?.(kwargs) ?? null;
    if (problem !== null) return { problems: [{ kwarg: '', problem }] };
    const rule: AggregateRule = {
      kind: 'aggregate',
      columns: [],
      sentence: `${spec.sentence(kwargs)}${where(rowCondition)}`,
      rowCondition,
      patterns: [],
      couldNotRun: () => null,
      observe: ({ sql }, considered) => spec.observe(sql, considered, kwargs),
      judge: (observed) => spec.judge(observed, kwargs),
    };
    return { rule };
  });
}

interface TableSchema<Own extends z.ZodRawShape> {
  readonly type: string;
  readonly words: string;
  readonly own: Own;
  /** Columns that must exist for it to be judged. */
  readonly columns?: (kwargs: Kwargs<Own>) => readonly string[];
  readonly reject?: (kwargs: Kwargs<Own>) => string | null;
  readonly judge: (columns: readonly TableColumn[], kwargs: Kwargs<Own>) => Judgement | { readonly success: boolean };
  readonly sentence: (kwargs: Kwargs<Own>) => string;
}

/** A verdict from the names and types of the columns; no row is read. */
export function tableSchema<Own extends z.ZodRawShape>(spec: TableSchema<Own>): Expectation {
  return define(spec, 'schema', z.object({ ...spec.own }), z.object({}), (kwargs) => {
    const problem = spec.reject?.(kwargs) ?? null;
    if (problem !== null) return { problems: [{ kwarg: '', problem }] };
    return {
      rule: {
        kind: 'schema',
        columns: spec.columns?.(kwargs) ?? [],
        sentence: spec.sentence(kwargs),
        rowCondition: null,
        patterns: [],
        couldNotRun: () => null,
        judge: (columns) => spec.judge(columns, kwargs),
      },
    };
  });
}

export function columnTerms(terms: Terms, name: string): ColumnTerms {
  const column = terms.sql.identifier(name);
  const type = columnType(terms.columns, name);
  return {
    ...terms,
    column,
    type,
    family: typeFamily(type),
    text: type === 'VARCHAR' ? column : terms.sql.asText(column),
  };
}

export function notText(column: TableColumn): CouldNotRun {
  return {
    why: `${column.name} is ${column.type}, and this expectation is about text.`,
    whatToDo: `Choose a text column, or an expectation about ${column.type} values.`,
  };
}

/** Checks kwargs against an expectation's own and common arguments and reads the row condition. */
export function define<Own extends z.ZodObject, Common extends z.ZodObject>(
  { type, words }: { readonly type: string; readonly words: string },
  kind: Rule['kind'],
  own: Own,
  common: Common,
  build: (own: z.output<Own>, common: z.output<Common>, condition: RowCondition | null) => Bound,
): Expectation {
  return {
    type,
    kind,
    words,
    kwargs: common.extend(own.shape),
    bind(kwargs) {
      const parsedCommon = common.safeParse(kwargs);
      const parsedOwn = own.safeParse(kwargs);
      if (!parsedCommon.success || !parsedOwn.success) {
        const issues = [...(parsedCommon.error?.issues ?? []), ...(parsedOwn.error?.issues ?? [])];
        return { problems: issues.map((issue) => kwargProblem(issue, kwargs)) };
      }
      const condition = readCondition(kwargs);
      if (typeof condition === 'string') return { problems: [{ kwarg: 'row_condition', problem: condition }] };
      if (condition !== null && 'why' in condition) {
        const bound = build(parsedOwn.data, parsedCommon.data, null);
        return 'rule' in bound ? { rule: { ...bound.rule, columns: [], couldNotRun: () => condition } } : bound;
      }
      return build(parsedOwn.data, parsedCommon.data, condition);
    },
  };
}

/** The condition; text when it is wrong; a reason when it is right in a language that is not ours. */
function readCondition(kwargs: JsonObject): RowCondition | CouldNotRun | string | null {
  const source = kwargs['row_condition'];
  if (source === undefined || source === null || source === '') return null;
  const parser = kwargs['condition_parser'];
  const whatToDo =
    'Write it as col("status") == "paid" with "condition_parser": "great_expectations". Without it the expectation would be about the wrong records.';
  if (parser === 'pandas' || parser === 'spark') {
    return { why: `Its row condition is written for ${parser}, which is not available here.`, whatToDo };
  }
  if (typeof source !== 'string') return { why: 'Its row condition is an object, not text.', whatToDo };
  return parseRowCondition(source);
}

function kwargProblem(issue: z.core.$ZodIssue, kwargs: JsonObject): KwargProblem {
  const [kwarg] = issue.path;
  if (typeof kwarg !== 'string') return { kwarg: '', problem: issue.message };
  if (kwargs[kwarg] === undefined) return { kwarg, problem: `the argument "${kwarg}" is missing` };
  const message = issue.code === 'invalid_union' ? 'has a value of the wrong kind' : issue.message;
  return {
    kwarg,
    problem: `the argument "${kwarg}" ${/^(must|has) /.test(message) ? message : `is wrong: ${message}`}`,
  };
}

export function where(condition: RowCondition | null): string {
  return condition === null ? '' : ` (${conditionWords(condition)})`;
}
