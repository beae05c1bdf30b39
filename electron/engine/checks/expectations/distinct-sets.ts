import { z } from 'zod';
import type { JsonValue } from '../../../contract/check.ts';
import { columnAggregate } from '../define-aggregate.ts';
import type { ColumnTerms } from '../define.ts';
import type { SqlExpr } from '../dialect.ts';
import { isMember, setCouldNotRun } from '../membership.ts';
import { setWords } from '../words.ts';

const member = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const valueSet = z.array(member, { error: 'must be a list of texts, numbers or booleans' }).nullable();
type Member = z.infer<typeof member>;

/** The result shows this many distinct values; the verdict is over all of them. */
const shownValues = 1000;

function shown({ sql, column, table, kept }: ColumnTerms): SqlExpr {
  return sql.valueCounts(column, { table, where: kept() }, shownValues);
}

/** How many rows hold a value that is not in the set. */
function strangers(terms: ColumnTerms, considered: SqlExpr, set: readonly Member[]): SqlExpr {
  const { sql, column } = terms;
  return sql.countWhere(sql.and(considered, sql.not(sql.isNull(column)), sql.not(isMember(terms, set))));
}

/** For each value of the set, how many rows hold it: `s0`, `s1`, … */
function members(terms: ColumnTerms, considered: SqlExpr, set: readonly Member[]): Record<string, SqlExpr> {
  const { sql } = terms;
  const counts = set
    .filter((value) => value !== null)
    .map((value, index) => [`s${index}`, sql.countWhere(sql.and(considered, sql.isTrue(isMember(terms, [value]))))]);
  return Object.fromEntries(counts) as Record<string, SqlExpr>;
}

function everyMemberFound(observed: Readonly<Record<string, JsonValue>>): boolean {
  return Object.entries(observed).every(([name, count]) => !/^s\d+$/.test(name) || Number(count) > 0);
}

function judgement(success: boolean, counts: JsonValue | undefined) {
  const pairs = (counts ?? []) as { value: JsonValue; count: number }[];
  return { success, observed: pairs.map(({ value }) => value), details: { value_counts: pairs } };
}

export const distinctInSet = columnAggregate({
  type: 'expect_column_distinct_values_to_be_in_set',
  words: 'must hold only …',
  own: { value_set: valueSet },
  couldNotRun: (column, { value_set }) => setCouldNotRun(column, value_set ?? []),
  observe: (terms, considered, { value_set }) => ({
    counts: shown(terms),
    ...(value_set === null ? {} : { strangers: strangers(terms, considered, value_set) }),
  }),
  judge: ({ counts, strangers = 0 }) => judgement(Number(strangers) === 0, counts),
  must: ({ value_set }) => `must hold only ${value_set === null ? 'any values' : setWords(value_set)}`,
});

export const distinctContainSet = columnAggregate({
  type: 'expect_column_distinct_values_to_contain_set',
  words: 'must hold each of … somewhere',
  own: { value_set: valueSet },
  couldNotRun: (column, { value_set }) => setCouldNotRun(column, value_set ?? []),
  observe: (terms, considered, { value_set }) => ({
    counts: shown(terms),
    ...members(terms, considered, value_set ?? []),
  }),
  judge: (observed) => judgement(everyMemberFound(observed), observed['counts']),
  must: ({ value_set }) => `must hold each of ${setWords(value_set ?? [])} somewhere`,
});

export const distinctEqualSet = columnAggregate({
  type: 'expect_column_distinct_values_to_equal_set',
  words: 'must hold each of … somewhere, and nothing else',
  own: { value_set: valueSet },
  couldNotRun: (column, { value_set }) => setCouldNotRun(column, value_set ?? []),
  observe: (terms, considered, { value_set }) => ({
    counts: shown(terms),
    ...(value_set === null ? {} : { strangers: strangers(terms, considered, value_set) }),
    ...members(terms, considered, value_set ?? []),
  }),
  judge: (observed) =>
    judgement(Number(observed['strangers'] ?? 0) === 0 && everyMemberFound(observed), observed['counts']),
  must: ({ value_set }) => `must hold each of ${setWords(value_set ?? [])} somewhere, and nothing else`,
});

/** Without `ties_okay` a tie fails. */
export const mostCommonInSet = columnAggregate({
  type: 'expect_column_most_common_value_to_be_in_set',
  words: 'must have as its most common value …',
  own: { value_set: valueSet, ties_okay: z.boolean({ error: 'must be true or false' }).nullish() },
  observe: ({ sql, column, table, kept }) => ({ modes: sql.modes(column, { table, where: kept() }) }),
  judge: ({ modes }, { value_set, ties_okay }) => {
    const found = (modes ?? []) as JsonValue[];
    const allowed = new Set((value_set ?? found).map(String));
    const inside = found.filter((value) => allowed.has(String(value as Member)));
    return {
      success: ties_okay === true ? inside.length > 0 : found.length === 1 && inside.length === 1,
      observed: found,
    };
  },
  must: ({ value_set }) => `must have as its most common value ${value_set === null ? 'any' : setWords(value_set)}`,
});
