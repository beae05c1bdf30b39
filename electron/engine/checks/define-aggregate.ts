/** A number, or a few values, over one column. */
import { z } from 'zod';
import type { JsonValue } from '../../contract/check.ts';
import { columnName, columnTerms, conditionShape, define, where, type ColumnTerms, type Kwargs } from './define.ts';
import type { AggregateName, SqlExpr } from './dialect.ts';
import {
  columnType,
  typeFamily,
  type CouldNotRun,
  type Expectation,
  type Judgement,
  type TableColumn,
} from './expectation.ts';
import { boundKind, rangeCouldNotRun, valueInRange } from './range.ts';

interface ColumnAggregate<Own extends z.ZodRawShape> {
  readonly type: string;
  readonly words: string;
  readonly own: Own;
  readonly reject?: (kwargs: Kwargs<Own>) => string | null;
  readonly couldNotRun?: (column: TableColumn, kwargs: Kwargs<Own>) => CouldNotRun | null;
  readonly observe: (terms: ColumnTerms, considered: SqlExpr, kwargs: Kwargs<Own>) => Readonly<Record<string, SqlExpr>>;
  readonly judge: (observed: Readonly<Record<string, JsonValue>>, kwargs: Kwargs<Own>, column: string) => Judgement;
  /** What follows the column's name. */
  readonly must: (kwargs: Kwargs<Own>) => string;
}

export function columnAggregate<Own extends z.ZodRawShape>(spec: ColumnAggregate<Own>): Expectation {
  const common = z.object({ column: columnName, ...conditionShape });
  return define(spec, 'aggregate', z.object({ ...spec.own }), common, (kwargs, { column }, rowCondition) => {
    const problem = spec.reject?.(kwargs) ?? null;
    if (problem !== null) return { problems: [{ kwarg: '', problem }] };
    return {
      rule: {
        kind: 'aggregate',
        columns: [column],
        sentence: `${column} ${spec.must(kwargs)}${where(rowCondition)}`,
        rowCondition,
        patterns: [],
        couldNotRun: (columns) =>
          spec.couldNotRun?.({ name: column, type: columnType(columns, column) }, kwargs) ?? null,
        observe: (terms, considered) => spec.observe(columnTerms(terms, column), considered, kwargs),
        judge: (observed) => spec.judge(observed, kwargs, column),
      },
    };
  });
}

interface Measure<Own extends z.ZodRawShape> {
  readonly type: string;
  readonly words: string;
  readonly own: Own;
  readonly reject: (range: Kwargs<Own>) => string | null;
  readonly aggregate: AggregateName;
  /** Only of numbers, as a mean is; a smallest value may be of anything. */
  readonly ofNumbers: boolean;
  readonly must: (range: Kwargs<Own>) => string;
}

/**
 * An aggregate that must lie within bounds. A text column is measured as numbers or times when the aggregate or the
 * bounds ask for it; should any of its values be neither, there is no verdict rather than one over the rest.
 */
export function measureBetween<Own extends z.ZodRawShape>(spec: Measure<Own>): Expectation {
  return columnAggregate({
    type: spec.type,
    words: spec.words,
    own: spec.own,
    reject: spec.reject,
    couldNotRun: (column, range) => {
      const family = typeFamily(column.type);
      if (!spec.ofNumbers) return rangeCouldNotRun(column, range);
      if (family === 'text' || family === 'number' || family === 'boolean') return null;
      return {
        why: `${column.name} is ${column.type}, and this expectation is about numbers.`,
        whatToDo: 'Choose a column of numbers.',
      };
    },
    observe: (terms, considered, range) => {
      const { sql } = terms;
      const { measured, strays } = measurable(terms, spec.ofNumbers ? 'number' : boundKind(range));
      const value = sql.aggregate(spec.aggregate, measured.column, considered);
      return {
        value: measured.family === 'time' ? sql.asIsoText(value) : value,
        inside: valueInRange({ ...measured, column: value, text: value }, range),
        ...(strays === null ? {} : { strays: sql.countWhere(sql.and(considered, strays)) }),
      };
    },
    judge: ({ value = null, inside, strays = 0 }, _range, column) => {
      if (Number(strays) > 0) {
        return {
          couldNotRun: {
            why: `${Number(strays)} values of ${column} cannot be read as ${spec.ofNumbers ? 'numbers' : 'what its bounds are'}.`,
            whatToDo: 'Correct or exclude those records first: an expectation on the values themselves finds them.',
          },
        };
      }
      return { success: value !== null && inside === true, observed: value };
    },
    must: spec.must,
  });
}

function measurable(
  terms: ColumnTerms,
  kind: 'number' | 'date' | 'text' | null,
): { measured: ColumnTerms; strays: SqlExpr | null } {
  const { sql, family, column, text } = terms;
  if (family === 'boolean') {
    return {
      measured: { ...terms, column: sql.booleanAsNumber(column), family: 'number', type: 'INTEGER' },
      strays: null,
    };
  }
  if (family !== 'text' || kind === null || kind === 'text') return { measured: terms, strays: null };
  const read = kind === 'number' ? sql.tryNumber(text) : sql.tryTimestamp(text);
  return {
    measured:
      kind === 'number'
        ? { ...terms, column: read, family: 'number', type: 'DOUBLE' }
        : { ...terms, column: read, family: 'time', type: 'TIMESTAMP' },
    strays: sql.and(sql.not(sql.isNull(column)), sql.isNull(read)),
  };
}
