/** What a change does to the verdicts: rules of the record alone are asked again at once, the others may be stale. */
import { z } from 'zod';
import { deleteFindingsOf, keepFindings, selectCouldNotRun } from '../checks/check-store.sql.ts';
import { recheckRows } from '../checks/run/recheck-rows.ts';
import type { PlannedExpectation } from '../checks/run/plan.ts';
import type { LoadRules } from '../checks/suite-of-load.ts';
import type { Connection } from '../db/connection.ts';
import { staleOf, type StoredLoad } from '../intake/load-store.ts';
import { recordsUnderReview } from './current-view.sql.ts';
import { findingsTable, touchedTable } from './operation.sql.ts';

/** Changed columns; 'all' when records came or went, 'none' when only what is thought of them changed. */
export type ChangedColumns = readonly string[] | 'all' | 'none';

const sentencesSchema = z.array(z.string());

export async function recheckTouched(writer: Connection, load: StoredLoad, rules: LoadRules): Promise<void> {
  const relation = { from: recordsUnderReview(load, touchedTable), columns: load.columns, key: '_desk_ordinal' };
  const asked = await rulesThatRan(writer, load, rules);
  const suite = { ...rules.suite, expectations: asked.map(({ config }) => config) };
  const { rechecked } = await recheckRows(writer, relation, suite, findingsTable);
  const keys = rechecked.flatMap((index) => asked[index]?.key ?? []);
  await writer.run(deleteFindingsOf(load.row.id, touchedTable, keys));
  await writer.run(keepFindings(load.row.id, findingsTable));
}

/** What the check could not run is not asked again either: a fault of it would break the transaction. */
export async function rulesThatRan(
  connection: Connection,
  load: StoredLoad,
  rules: LoadRules,
): Promise<PlannedExpectation[]> {
  const couldNotRun = await sentencesOfLastCheck(connection, load);
  return rules.planned.filter(({ sentence }) => !couldNotRun.includes(sentence));
}

/** By check, whose result never changes: every edit asks for it. */
const known = new Map<string, readonly string[]>();
const mostKnown = 16;

async function sentencesOfLastCheck(connection: Connection, { row }: StoredLoad): Promise<readonly string[]> {
  const check = `${row.id} ${row.checked_at}`;
  const remembered = known.get(check);
  if (remembered !== undefined) return remembered;
  const last = await connection.one<{ could_not_run: string }>(selectCouldNotRun(row.id));
  const sentences = last === undefined ? [] : sentencesSchema.parse(JSON.parse(last.could_not_run));
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  known.set(check, sentences);
  return sentences;
}

/** Sentences of the whole-table expectations that the change may have made untrue, together with those stale already. */
export function staleAfter(load: StoredLoad, rules: LoadRules | undefined, columns: ChangedColumns): string[] {
  const now = (rules?.planned ?? []).filter((planned) => speaksOf(planned, columns)).map(({ sentence }) => sentence);
  return [...new Set([...staleOf(load.row), ...now])];
}

function speaksOf({ kind, plan }: PlannedExpectation, columns: ChangedColumns): boolean {
  if (columns === 'none' || (kind !== 'row-over-table' && kind !== 'aggregate')) return false;
  if (columns === 'all') return true;
  if (!('rule' in plan)) return false;
  const { rule } = plan;
  const read = rule.rowCondition === null ? rule.columns : [...rule.columns, rule.rowCondition.column];
  return read.some((column) => columns.includes(column));
}
