/** A verdict per record from several of its columns. */
import { z } from 'zod';
import {
  columnName,
  columnTerms,
  conditionShape,
  define,
  mostly,
  where,
  type ColumnTerms,
  type Kwargs,
} from './define.ts';
import type { SqlExpr } from './dialect.ts';
import type { Expectation, RowRule, Terms } from './expectation.ts';
import { percentWords } from './words.ts';

interface RecordMap<Own extends z.ZodRawShape> {
  readonly type: string;
  readonly words: string;
  readonly own: Own;
  readonly kind?: 'row-over-table';
  readonly holds: (columns: readonly ColumnTerms[], terms: Terms, kwargs: Kwargs<Own>) => SqlExpr;
  readonly must: (columns: readonly string[], kwargs: Kwargs<Own>) => string;
  readonly failure: (columns: readonly string[], kwargs: Kwargs<Own>) => string;
}

type Ignore = 'all' | 'any' | 'never';

const pairIgnore = z
  .enum(['both_values_are_missing', 'either_value_is_missing', 'neither'], {
    error: 'must be both_values_are_missing, either_value_is_missing or neither',
  })
  .default('both_values_are_missing');

const recordIgnore = z
  .enum(['all_values_are_missing', 'any_value_is_missing', 'never'], {
    error: 'must be all_values_are_missing, any_value_is_missing or never',
  })
  .default('all_values_are_missing');

const ignoreWords: Readonly<Record<z.infer<typeof pairIgnore> | z.infer<typeof recordIgnore>, Ignore>> = {
  both_values_are_missing: 'all',
  either_value_is_missing: 'any',
  neither: 'never',
  all_values_are_missing: 'all',
  any_value_is_missing: 'any',
  never: 'never',
};

/** Two columns, `column_A` and `column_B`. */
export function pairMap<Own extends z.ZodRawShape>(spec: RecordMap<Own>): Expectation {
  const common = z.object({
    column_A: columnName.meta({ title: 'First column' }),
    column_B: columnName.meta({ title: 'Second column' }),
    mostly,
    ignore_row_if: pairIgnore,
    ...conditionShape,
  });
  return define(spec, spec.kind ?? 'row', z.object({ ...spec.own }), common, (kwargs, shared, rowCondition) => ({
    rule: {
      ...recordRule(spec, kwargs, [shared.column_A, shared.column_B], ignoreWords[shared.ignore_row_if], shared.mostly),
      shape: 'pair',
      rowCondition,
      sentence: sentence(spec.must([shared.column_A, shared.column_B], kwargs), shared.mostly) + where(rowCondition),
    },
  }));
}

/** Two or more columns, `column_list`. */
export function recordMap<Own extends z.ZodRawShape>(spec: RecordMap<Own>): Expectation {
  const list = z
    .array(columnName, { error: 'must be a list of column names' })
    .min(2, 'must name two columns or more')
    .meta({ title: 'Columns' });
  const common = z.object({ column_list: list, mostly, ignore_row_if: recordIgnore, ...conditionShape });
  return define(spec, spec.kind ?? 'row', z.object({ ...spec.own }), common, (kwargs, shared, rowCondition) => ({
    rule: {
      ...recordRule(spec, kwargs, shared.column_list, ignoreWords[shared.ignore_row_if], shared.mostly),
      shape: 'record',
      rowCondition,
      sentence: sentence(spec.must(shared.column_list, kwargs), shared.mostly) + where(rowCondition),
    },
  }));
}

function recordRule<Own extends z.ZodRawShape>(
  spec: RecordMap<Own>,
  kwargs: Kwargs<Own>,
  columns: readonly string[],
  ignore: Ignore,
  share: number,
): Omit<RowRule, 'shape' | 'rowCondition' | 'sentence'> {
  return {
    kind: spec.kind ?? 'row',
    columns,
    mostly: share,
    failure: spec.failure(columns, kwargs),
    patterns: [],
    couldNotRun: () => null,
    missing: ({ sql }) => {
      const nulls = columns.map((name) => sql.isNull(sql.identifier(name)));
      if (ignore === 'never') return sql.always(false);
      return ignore === 'all' ? sql.and(...nulls) : sql.or(...nulls);
    },
    holds: (terms) =>
      spec.holds(
        columns.map((name) => columnTerms(terms, name)),
        terms,
        kwargs,
      ),
  };
}

function sentence(must: string, share: number): string {
  return `${must}${percentWords(share)}`;
}
