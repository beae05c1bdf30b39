/** Findings of one run: written to a temp table by DuckDB, and the few of them a result shows read back. */
import type { JsonObject, JsonValue } from '../../../contract/check.ts';
import type { Connection } from '../../db/connection.ts';
import { columnType, type RowRule } from '../expectation.ts';
import type { Asked } from './flags.sql.ts';
import { findingAsJson, textAsJson } from './json-value.ts';
import type { Relation } from './relation.ts';
import {
  allFindings,
  createFindings,
  firstFindings,
  insertFindings,
  mostFrequentFindings,
  rowsByOrdinal,
  type AskedFinding,
} from './statements.sql.ts';
import { isRuleFault } from './verdict.ts';

export interface Example {
  readonly ordinal: number;
  readonly value: string | null;
}

/** Replaces the temp table `table` by the findings of these rules. Returns the positions that could not be asked. */
export async function writeFindings(
  connection: Connection,
  relation: Relation,
  table: string,
  asked: readonly AskedFinding[],
): Promise<number[]> {
  await connection.run(createFindings(table));
  if (asked.length === 0) return [];
  try {
    await connection.run(insertFindings(relation, table, asked));
    return [];
  } catch (error) {
    if (!isRuleFault(error)) throw error;
  }
  const refused: number[] = [];
  for (const one of asked) {
    try {
      await connection.run(insertFindings(relation, table, [one]));
    } catch (error) {
      if (!isRuleFault(error)) throw error;
      refused.push(one.index);
    }
  }
  return refused;
}

export interface Examples {
  readonly partial: ReadonlyMap<number, readonly Example[]>;
  readonly counts: ReadonlyMap<number, readonly { value: string | null; count: number }[]>;
}

export async function readExamples(
  connection: Connection,
  table: string,
  limit: number,
  withCounts: boolean,
): Promise<Examples> {
  if (limit === 0) return { partial: new Map(), counts: new Map() };
  const first = await connection.all<{ expectation: number; examples: Example[] }>(firstFindings(table, limit));
  const frequent = withCounts
    ? await connection.all<{ expectation: number; counts: { value: string | null; count: number }[] }>(
        mostFrequentFindings(table, limit),
      )
    : [];
  return {
    partial: new Map(first.map(({ expectation, examples }) => [expectation, examples])),
    counts: new Map(frequent.map(({ expectation, counts }) => [expectation, counts])),
  };
}

export async function readAll(connection: Connection, table: string, expectation: number): Promise<Example[]> {
  return connection.all<Example>(allFindings(table, expectation));
}

export function valuesOf(examples: readonly Example[], rule: RowRule, relation: Relation): JsonValue[] {
  return examples.map(({ value }) => findingAsJson(value, rule, relation.columns));
}

/** For each example an object of the tested columns and the identifying ones. */
export async function indexList(
  connection: Connection,
  relation: Relation,
  { rule }: Asked<RowRule>,
  examples: readonly Example[],
  indexColumns: readonly string[],
): Promise<JsonObject[]> {
  const columns = [...new Set([...rule.columns, ...indexColumns])];
  const ordinals = examples.map(({ ordinal }) => ordinal);
  const rows = await connection.all<Record<string, string | null>>(rowsByOrdinal(relation, columns, ordinals));
  const byOrdinal = new Map(rows.map((row) => [Number(row['bd_ordinal']), row]));
  return ordinals.map((ordinal) => {
    const row = byOrdinal.get(ordinal) ?? {};
    return Object.fromEntries(
      columns.map((name) => [name, textAsJson(row[name] ?? null, columnType(relation.columns, name))]),
    );
  });
}
