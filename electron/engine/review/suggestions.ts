/**
 * Values that would make a finding pass, for a person to choose from. Every idea is tried by the rules themselves on the
 * records concerned, as a correction would be; nothing is kept.
 */
import { DeskError } from '../../contract/errors.ts';
import type { JsonValue } from '../../contract/check.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { Suggestion } from '../../contract/record.ts';
import { dropRunTables } from '../checks/check-store.sql.ts';
import { rulesOfLoad } from '../checks/suite-of-load.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { parseRecordId } from '../ids.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import {
  chosenEarlier,
  differing,
  nearestAllowed,
  stripped,
  trimmed,
  type Candidate,
  type EarlierChoice,
} from './candidate-values.ts';
import { findColumn } from './selection.sql.ts';
import { selectEarlierChoices, selectNearest, selectOpenFinding, triedTables } from './suggestions.sql.ts';
import { countOverFamily, tryOnRecord, type Question } from './try-values.ts';

const mostShown = 5;

/** Those counted over the whole family: a few more than are shown, so that the best of them can be. */
const mostCounted = 8;

/** A longer value is a text that nobody replaces by an allowed one, and that has every character there is. */
const longestReshaped = 1_000;

/** Throws NOT_FOUND, INVALID_INPUT. */
export async function suggestions(
  input: ParsedInput<'review.suggestions'>,
  context: CallContext,
): Promise<Output<'review.suggestions'>> {
  const address = parseRecordId(input.record_id);
  if (address?.kind !== 'record') {
    throw new DeskError(
      'INVALID_INPUT',
      `${input.record_id} is a reject: it has no findings. Repair its text instead.`,
      {
        record: input.record_id,
      },
    );
  }
  return context.db.read(async (connection) => {
    try {
      return await connection.underSignal(context.signal, async () => {
        const load = await storedLoad(connection, context.workspace, address.load);
        const question = await askedOf(connection, load, address.ordinal, input.expectation_key);
        return question === undefined ? [] : await answer(connection, question);
      });
    } finally {
      // Not under the signal: what they hold is patient text, which must go when the question is cancelled too.
      await connection.run(dropRunTables(triedTables));
    }
  });
}

/** Undefined where there is nothing to suggest: no such finding, no value, or a rule that is not about one value alone. */
async function askedOf(
  connection: Connection,
  load: StoredLoad,
  ordinal: number,
  key: string,
): Promise<Question | undefined> {
  const finding = await connection.one<{ column: string; value: string | null; family: string }>(
    selectOpenFinding(load.row.id, ordinal, key),
  );
  const rules = await rulesOfLoad(connection, load);
  const planned = rules?.planned.find((each) => each.key === key);
  if (rules === undefined || planned === undefined || !('rule' in planned.plan)) return undefined;
  const { rule } = planned.plan;
  if (finding === undefined || finding.value === null || rule.kind !== 'row' || rule.shape !== 'value')
    return undefined;
  const { column, value, family } = finding;
  return { load, ordinal, rules, planned, rule, column: findColumn(load, column), value, family };
}

async function answer(connection: Connection, question: Question): Promise<Suggestion[]> {
  const { column, value } = question;
  const candidates = differing(await candidatesFor(connection, question), value);
  const passing = await tryOnRecord(
    connection,
    question,
    candidates.map((candidate) => candidate.value),
  );
  const counted = worthShowing(passing.flatMap((place) => candidates[place] ?? [])).slice(0, mostCounted);
  const found = await countOverFamily(connection, question, counted);
  return found
    .map(({ place, clears, of }) => ({ ...counted[place], column: column.name, clears, of }))
    .filter((each): each is Suggestion => each.value !== undefined)
    .toSorted((left, right) => right.clears - left.clears)
    .slice(0, mostShown);
}

/** Where it is enough to mend the spaces, nothing else is taken out. */
function worthShowing(candidates: readonly Candidate[]): Candidate[] {
  const trimmable = candidates.some(({ origin }) => origin === 'trimmed');
  return candidates.filter(({ origin }) => origin !== 'stripped' || !trimmable);
}

/** In the order in which they are likely to be meant. */
async function candidatesFor(connection: Connection, question: Question): Promise<Candidate[]> {
  const { column, value, planned, rule } = question;
  const earlier = await connection.all<EarlierChoice>(selectEarlierChoices(column.name, value, mostShown));
  const near = value.length > longestReshaped ? [] : allowedTexts(planned.kwargs['value_set']);
  const allowed =
    near.length === 0 ? [] : await connection.all<{ value: string }>(selectNearest(near, value, mostShown));
  return [
    ...earlier.map(chosenEarlier),
    ...trimmed(value),
    ...allowed.map((each) => nearestAllowed(each.value)),
    ...(rule.patterns.length === 0 || value.length > longestReshaped
      ? []
      : stripped(value, await failingCharacters(connection, question))),
  ];
}

function allowedTexts(set: JsonValue | undefined): string[] {
  if (!Array.isArray(set)) return [];
  return set.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
}

/** None where a character by itself says nothing, as with a rule about the whole value's shape. */
async function failingCharacters(connection: Connection, question: Question): Promise<Set<string>> {
  const characters = [...new Set(question.value)];
  const passing = new Set(await tryOnRecord(connection, question, characters));
  return passing.size === 0 ? new Set() : new Set(characters.filter((_, place) => !passing.has(place)));
}
