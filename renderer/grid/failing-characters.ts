/** Which characters of a value make it fail a rule. Where that cannot be said for certain, the whole value. */
import type { JsonObject, JsonValue } from '../../electron/contract/check.ts';
import type { Mark } from '../ui/mark.ts';
import { readCharacterRule, readLoneClass } from './character-class.ts';

export interface Rule {
  readonly type: string;
  readonly kwargs: JsonObject;
}

/** `isWhole` is false when `value` is only the beginning of the failing value. */
export function failingMarks(rule: Rule | undefined, value: string, isWhole = true): Mark[] {
  const marks = (rule && markers[rule.type]?.(rule.kwargs, value, isWhole)) ?? null;
  // Nothing in the beginning of a shortened value: what fails is in the rest of it.
  if (marks !== null && (marks.length > 0 || !isWhole)) return marks;
  return value === '' ? [] : [{ from: 0, to: value.length }];
}

/** Those of several rules, in order and without overlaps. */
export function joinMarks(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = [];
  for (const mark of marks.toSorted((left, right) => left.from - right.from)) {
    const last = joined.at(-1);
    if (last === undefined || mark.from > last.to) joined.push(mark);
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, mark.to) };
  }
  return joined;
}

/** Null: which characters it is cannot be said. */
type Marker = (kwargs: JsonObject, value: string, isWhole: boolean) => Mark[] | null;

const markers: Readonly<Record<string, Marker>> = {
  expect_column_values_to_match_regex: ({ regex }, value, isWhole) =>
    typeof regex === 'string' ? markUnmatched(regex, value, isWhole) : null,
  expect_column_values_to_not_match_regex: ({ regex }, value, isWhole) =>
    typeof regex === 'string' ? markMatched(regex, value, isWhole) : null,
  expect_column_value_lengths_to_be_between: ({ max_value: most, strict_max: strict }, value) =>
    typeof most === 'number' ? markBeyond(value, strict === true ? Math.ceil(most) - 1 : Math.floor(most)) : null,
  expect_column_value_lengths_to_equal: ({ value: length }, value) =>
    typeof length === 'number' ? markBeyond(value, length) : null,
  expect_column_values_to_be_in_set: ({ value_set: allowed }, value, isWhole) =>
    isWhole && isInSet(allowed, value.trim()) ? markEnds(value) : null,
};

function markUnmatched(regex: string, value: string, isWhole: boolean): Mark[] | null {
  if (spacelessEnds.has(regex)) return isWhole ? markEnds(value) : null;
  const rule = readCharacterRule(regex);
  if (rule === null) return null;
  const outside = markWhere(value, (character) => !rule.allows(character));
  return joinMarks([...outside, ...markBeyond(value, rule.most)]);
}

function markMatched(regex: string, value: string, isWhole: boolean): Mark[] | null {
  if (spacedEnds.has(regex)) return isWhole ? markEnds(value) : null;
  const test = readLoneClass(regex);
  return test === null ? null : markWhere(value, test);
}

/** The usual ways to write "no white space at the ends", and their opposites. */
const spacelessEnds = new Set(['^\\S.*\\S$', '^\\S(.*\\S)?$', '^\\S(?:.*\\S)?$', '^\\S', '\\S$']);
const spacedEnds = new Set([
  '^\\s',
  '\\s$',
  '^\\s+',
  '\\s+$',
  '^\\s|\\s$',
  '^\\s+|\\s+$',
  '(^\\s|\\s$)',
  '(^\\s+|\\s+$)',
]);

const isInSet = (allowed: JsonValue | undefined, value: string): boolean =>
  Array.isArray(allowed) && allowed.includes(value);

function markEnds(value: string): Mark[] {
  const start = value.length - value.trimStart().length;
  const end = value.trimEnd().length;
  return start > end
    ? [{ from: 0, to: value.length }]
    : [
        { from: 0, to: start },
        { from: end, to: value.length },
      ].filter(({ from, to }) => to > from);
}

function markBeyond(value: string, length: number): Mark[] {
  if (value.length <= length) return [];
  const from = Array.from(value).slice(0, Math.max(0, length)).join('').length;
  return from < value.length ? [{ from, to: value.length }] : [];
}

function markWhere(value: string, test: (character: string) => boolean): Mark[] {
  const marks: Mark[] = [];
  let from = 0;
  for (const character of value) {
    const to = from + character.length;
    if (test(character)) marks.push({ from, to });
    from = to;
  }
  return joinMarks(marks);
}
