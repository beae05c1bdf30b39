/**
 * What an expectation is to the rest of the engine. A definition (see define.ts) turns kwargs into a rule; a rule says
 * in a dialect's terms when a record is all right, or what to observe and how to judge it.
 */
import type { z } from 'zod';
import type { ExpectationKind, JsonObject, JsonValue } from '../../contract/check.ts';
import type { SqlDialect, SqlExpr } from './dialect.ts';
import type { RowCondition } from './row-condition.ts';

export interface TableColumn {
  readonly name: string;
  /** DuckDB's type name, such as `VARCHAR` or `DECIMAL(10,2)`. */
  readonly type: string;
}

/** Why an expectation has no verdict, and what a person can do about it. Never holds a cell value. */
export interface CouldNotRun {
  readonly why: string;
  readonly whatToDo: string;
}

/** What a rule is said in: the dialect, and the table with the rows this expectation is about. */
export interface Terms {
  readonly sql: SqlDialect;
  readonly table: SqlExpr;
  /** True for the rows of the table its row condition keeps. Made on demand: what is bound must be used. */
  readonly kept: () => SqlExpr;
  /** The record's ordinal, in source order. */
  readonly key: SqlExpr;
  readonly columns: readonly TableColumn[];
}

interface RuleBase {
  readonly kind: ExpectationKind;
  /** The columns it reads, each of which must exist. */
  readonly columns: readonly string[];
  readonly sentence: string;
  readonly rowCondition: RowCondition | null;
  /** Regular expressions to try before the scan. */
  readonly patterns: readonly string[];
  /** Whether it can run on these columns, all of which exist. */
  couldNotRun(columns: readonly TableColumn[]): CouldNotRun | null;
}

export interface RowRule extends RuleBase {
  readonly kind: 'row' | 'row-over-table';
  readonly mostly: number;
  /** What one finding says: `is empty`. */
  readonly failure: string;
  /** Rows it says nothing about; null for the rules about nulls themselves, which consider every row. */
  readonly missing: ((terms: Terms) => SqlExpr) | null;
  /** True where the record is all right. False or null there means unexpected. */
  readonly holds: (terms: Terms) => SqlExpr;
  /** The offending value: one column's value, or several as a JSON array or object. */
  readonly shape: 'value' | 'pair' | 'record';
}

export type Judgement =
  | { readonly success: boolean; readonly observed: JsonValue; readonly details?: JsonObject }
  | { readonly couldNotRun: CouldNotRun };

export interface AggregateRule extends RuleBase {
  readonly kind: 'aggregate';
  /** Aggregates over the rows where `considered` is true, by name. */
  readonly observe: (terms: Terms, considered: SqlExpr) => Readonly<Record<string, SqlExpr>>;
  readonly judge: (observed: Readonly<Record<string, JsonValue>>) => Judgement;
}

export interface SchemaRule extends RuleBase {
  readonly kind: 'schema';
  readonly judge: (columns: readonly TableColumn[]) => Judgement | { readonly success: boolean };
}

export type Rule = RowRule | AggregateRule | SchemaRule;

export type Bound = { readonly rule: Rule } | { readonly problems: readonly KwargProblem[] };

export interface KwargProblem {
  /** The kwarg at fault; empty when it is about several. */
  readonly kwarg: string;
  readonly problem: string;
}

export interface Expectation {
  readonly type: string;
  readonly kind: ExpectationKind;
  /** The rule with its gaps open: `must match the pattern …`. */
  readonly words: string;
  /** All its kwargs, the common ones first. */
  readonly kwargs: z.ZodObject;
  /** Turns kwargs (parameters resolved) into a rule, or says what is wrong with them. */
  bind(kwargs: JsonObject): Bound;
}

export type TypeFamily = 'text' | 'number' | 'boolean' | 'time' | 'other';

export function typeFamily(type: string): TypeFamily {
  if (/^(VARCHAR|ENUM|UUID)/.test(type) && !type.endsWith(']')) return 'text';
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|DOUBLE|FLOAT)(\(.*\))?$/.test(type)) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  if (/^(DATE|TIME|TIMESTAMP)(_\w+)?( WITH TIME ZONE)?$/.test(type)) return 'time';
  return 'other';
}

export function columnType(columns: readonly TableColumn[], name: string): string {
  return columns.find((column) => column.name === name)?.type ?? 'VARCHAR';
}
