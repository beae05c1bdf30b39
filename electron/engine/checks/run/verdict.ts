/**
 * Asks all rules of a suite at once. When that one statement is refused (a rule meets a type it cannot handle), each
 * rule is asked alone, so that only the guilty ones go without a verdict.
 */
import type { JsonValue } from '../../../contract/check.ts';
import type { Connection } from '../../db/connection.ts';
import { duckdbErrorKind } from '../../db/map-error.ts';
import { columnType, type AggregateRule, type CouldNotRun, type RowRule } from '../expectation.ts';
import { explainRefusedPattern } from '../regex-support.ts';
import type { Asked } from './flags.sql.ts';
import { observedAsJson } from './json-value.ts';
import type { PlannedExpectation } from './plan.ts';
import type { Relation } from './relation.ts';
import { probePatterns, verdictStatement } from './statements.sql.ts';

export interface RowCounts {
  readonly elements: number;
  readonly missing: number;
  readonly unexpected: number;
}

export type Verdict =
  | { readonly rule: RowRule; readonly counts: RowCounts }
  | { readonly rule: AggregateRule; readonly observed: Readonly<Record<string, JsonValue>> }
  | { readonly couldNotRun: CouldNotRun };

/** Patterns that RE2 takes, which does not change: a stream asks for the same few with every batch. */
const knownValid = new Set<string>();
const mostKnown = 1_000;

function remember(patterns: readonly string[]): void {
  if (knownValid.size + patterns.length > mostKnown) knownValid.clear();
  for (const pattern of patterns) knownValid.add(pattern);
}

/** Marks the expectations whose regular expressions are refused; one statement, and none where there are no patterns. */
export async function probe(
  connection: Connection,
  planned: readonly PlannedExpectation[],
): Promise<PlannedExpectation[]> {
  const patterns = [...new Set(planned.flatMap(({ plan }) => ('rule' in plan ? plan.rule.patterns : [])))];
  const unknown = patterns.filter((pattern) => !knownValid.has(pattern));
  if (unknown.length === 0) return [...planned];
  const answers = await connection.all<{ pattern: string; valid: boolean }>(probePatterns(unknown));
  remember(answers.flatMap(({ pattern, valid }) => (valid ? [pattern] : [])));
  const refused = new Set(answers.filter(({ valid }) => !valid).map(({ pattern }) => pattern));
  return planned.map((expectation) => {
    const patterns = 'rule' in expectation.plan ? expectation.plan.rule.patterns : [];
    const bad = patterns.find((pattern) => refused.has(pattern));
    return bad === undefined ? expectation : { ...expectation, plan: { couldNotRun: explainRefusedPattern(bad) } };
  });
}

/** Verdicts by position in the suite, for the rules that read rows. */
export async function askVerdicts(
  connection: Connection,
  relation: Relation,
  planned: readonly PlannedExpectation[],
): Promise<Map<number, Verdict>> {
  const rows = askedRows(planned);
  const aggregates = askedAggregates(planned);
  if (rows.length + aggregates.length === 0) return new Map();
  try {
    return await askTogether(connection, relation, rows, aggregates);
  } catch (error) {
    if (!isRuleFault(error)) throw error;
  }
  // The relation itself must be readable: its own faults are not any rule's.
  await askTogether(connection, relation, [], [{ index: 0, rule: countOnly }]);
  const verdicts = new Map<number, Verdict>();
  for (const asked of rows) {
    const own = await alone(() => askTogether(connection, relation, [asked], []));
    for (const [index, verdict] of own ?? [[asked.index, typeFault(asked.rule, relation)] as const])
      verdicts.set(index, verdict);
  }
  for (const asked of aggregates) {
    const own = await alone(() => askTogether(connection, relation, [], [asked]));
    for (const [index, verdict] of own ?? [[asked.index, typeFault(asked.rule, relation)] as const])
      verdicts.set(index, verdict);
  }
  return verdicts;
}

export function askedRows(planned: readonly PlannedExpectation[]): (Asked<RowRule> & { readonly key: string })[] {
  return planned.flatMap(({ index, key, plan }) =>
    'rule' in plan && (plan.rule.kind === 'row' || plan.rule.kind === 'row-over-table')
      ? [{ index, key, rule: plan.rule }]
      : [],
  );
}

export function askedAggregates(planned: readonly PlannedExpectation[]): Asked<AggregateRule>[] {
  return planned.flatMap(({ index, plan }) =>
    'rule' in plan && plan.rule.kind === 'aggregate' ? [{ index, rule: plan.rule }] : [],
  );
}

/** Errors that come from what a rule asks of a value, not from the disk, the memory or the source. */
export function isRuleFault(error: unknown): boolean {
  return /^(Binder|Catalog|Conversion|Invalid Input|Invalid type|Mismatch Type|Not implemented|(Out of )?Range|Parser) Error$/i.test(
    duckdbErrorKind(error) ?? '',
  );
}

export function typeFault(rule: RowRule | AggregateRule, relation: Relation): { couldNotRun: CouldNotRun } {
  const columns = rule.columns.map((name) => `${name} (${columnType(relation.columns, name)})`).join(', ');
  return {
    couldNotRun: {
      why: `It cannot be applied to ${columns === '' ? 'this table' : columns}: a value is of the wrong type.`,
      whatToDo: 'Check its arguments against the type of the column.',
    },
  };
}

const countOnly: AggregateRule = {
  kind: 'aggregate',
  columns: [],
  sentence: '',
  rowCondition: null,
  patterns: [],
  couldNotRun: () => null,
  observe: ({ sql }, considered) => ({ rows: sql.countWhere(considered) }),
  judge: () => ({ success: true, observed: null }),
};

async function alone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isRuleFault(error)) throw error;
    return undefined;
  }
}

async function askTogether(
  connection: Connection,
  relation: Relation,
  rows: readonly Asked<RowRule>[],
  aggregates: readonly Asked<AggregateRule>[],
): Promise<Map<number, Verdict>> {
  const row = await connection.only<Record<string, unknown>>(verdictStatement(relation, rows, aggregates));
  return verdictsOf(row, rows, aggregates);
}

/** Reads the one row that `verdictQuery` answers. */
export function verdictsOf(
  row: Readonly<Record<string, unknown>>,
  rows: readonly Asked<RowRule>[],
  aggregates: readonly Asked<AggregateRule>[],
): Map<number, Verdict> {
  const verdicts = new Map<number, Verdict>();
  for (const { index, rule } of rows) {
    const count = (name: string): number => Number(row[`${name}${index}`]);
    verdicts.set(index, { rule, counts: { elements: count('e'), missing: count('m'), unexpected: count('u') } });
  }
  for (const { index, rule } of aggregates) {
    const prefix = `a${index}_`;
    const observed = Object.entries(row)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), observedAsJson(value)]);
    verdicts.set(index, { rule, observed: Object.fromEntries(observed) as Record<string, JsonValue> });
  }
  return verdicts;
}
