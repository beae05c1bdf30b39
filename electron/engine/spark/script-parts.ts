/** What a script is made of. */
import type { Column } from '../../contract/load.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import type { AggregateRule, RowRule } from '../checks/expectation.ts';
import type { Asked } from '../checks/run/flags.sql.ts';
import type { Relation } from '../checks/run/relation.ts';
import type { SourceView } from './source-view.sql.ts';

export interface Statement {
  /** Begins a step that a person can follow. */
  readonly step?: string;
  readonly text: string;
}

export interface ScriptParts {
  readonly plan: SparkPlan;
  readonly views: readonly { readonly name: string; readonly view: SourceView; readonly columns: readonly string[] }[];
  readonly rows: readonly (Asked<RowRule> & { readonly key: string })[];
  readonly aggregates: readonly Asked<AggregateRule>[];
}

/** What the suite is asked about. */
export const recordsRelation = (columns: readonly Column[]): Relation => ({
  from: 'bd_records',
  columns,
  key: 'bd_key',
});
