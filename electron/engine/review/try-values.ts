/** Values tried in place of one that fails, by the rules themselves, on the records of the store; nothing is kept. */
import type { Column } from '../../contract/load.ts';
import type { RowRule } from '../checks/expectation.ts';
import type { PlannedExpectation } from '../checks/run/plan.ts';
import { recheckRows } from '../checks/run/recheck-rows.ts';
import type { LoadRules } from '../checks/suite-of-load.ts';
import type { Connection } from '../db/connection.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import type { Candidate } from './candidate-values.ts';
import { rulesThatRan } from './recheck-touched.ts';
import {
  countCleared,
  createTried,
  putFamily,
  putRecord,
  putValues,
  selectPassing,
  trialKey,
  triedFindings,
  triedRelation,
} from './suggestions.sql.ts';
import { today } from './today.ts';

/** A finding that somebody asks about. */
export interface Question {
  readonly load: StoredLoad;
  readonly ordinal: number;
  readonly rules: LoadRules;
  readonly planned: PlannedExpectation;
  readonly rule: RowRule;
  readonly column: Column;
  readonly value: string;
  readonly family: string;
}

/** The places of the values that the rule takes on this record. */
export async function tryOnRecord(
  connection: Connection,
  question: Question,
  values: readonly string[],
): Promise<number[]> {
  const { load, column, ordinal, rules, planned } = question;
  if (values.length === 0) return [];
  await connection.run(createTried());
  await connection.run(putValues(values, column));
  await connection.run(putRecord(ordinal));
  const suite = { ...rules.suite, expectations: [planned.config] };
  const { rechecked } = await recheckRows(connection, relationOf(load, column), suite, triedFindings);
  if (rechecked.length === 0) return [];
  return (await connection.all<{ place: number }>(selectPassing())).map(({ place }) => place);
}

interface Counted {
  readonly place: number;
  readonly clears: number;
  readonly of: number;
}

/** As a correction of the whole family would go: every rule that reads the column is asked again. */
export async function countOverFamily(
  connection: Connection,
  { load, column, rules, family }: Question,
  candidates: readonly Candidate[],
): Promise<Counted[]> {
  if (candidates.length === 0) return [];
  await connection.run(createTried());
  await connection.run(
    putValues(
      candidates.map(({ value }) => value),
      column,
    ),
  );
  await connection.run(putFamily(load, family));
  const asked = (await rulesThatRan(connection, load, rules)).filter((each) => reads(each, column.name));
  const suite = { ...rules.suite, expectations: asked.map(({ config }) => config) };
  const { rechecked } = await recheckRows(connection, relationOf(load, column), suite, triedFindings);
  const keys = rechecked.flatMap((index) => asked[index]?.key ?? []);
  return connection.all<Counted>(countCleared(load.row.id, keys, today()));
}

function reads({ plan }: PlannedExpectation, column: string): boolean {
  return 'rule' in plan && (plan.rule.columns.includes(column) || plan.rule.rowCondition?.column === column);
}

const relationOf = (load: StoredLoad, column: Column) => ({
  from: triedRelation(load, column),
  columns: load.columns,
  key: trialKey,
});
