/**
 * `--where` conditions. Not SQL: a column, an operator, and everything after the operator is the value, with its spaces
 * exactly as typed, because a leading space is often the very thing that failed.
 */
import { DeskError } from '../../contract/errors.ts';
import type { Condition } from '../../contract/record.ts';
import { quoteColumn, readQuoted } from './quoted-column.ts';

const signs = [
  ['!=', '!='],
  ['*=', 'contains'],
  ['%=', 'has pattern'],
  ['~', 'matches'],
  ['=', '='],
] as const satisfies readonly (readonly [string, Condition['operator']])[];

const grammar =
  'Write col=value, col!=value, col*=text (contains), col~regex, col%=pattern (letters as a, digits as 9), "col is null" or "col is not null"; put a column name that holds one of these signs in double quotes.';

export function parseWhere(text: string): Condition {
  const quoted = readQuoted(text);
  const { column, rest } = quoted ?? splitBare(text);
  if (column === '') throw refused(text, 'names no column');
  const condition = readNull(column, rest) ?? readComparison(column, rest);
  if (condition === undefined) throw refused(text, 'has no operator');
  if (condition.operator === 'matches' && condition.value === '') throw refused(text, 'has no pattern after ~');
  return condition;
}

/** The condition as it would be typed: `parseWhere(formatWhere(c))` is `c`. */
export function formatWhere({ column, operator, value }: Condition): string {
  const sign = signs.find(([, name]) => name === operator)?.[0];
  const name = quoteColumn(column);
  return sign === undefined ? `${name} ${operator}` : `${name}${sign}${value ?? ''}`;
}

/** A bare column ends at the first sign, or where ` is null` begins. */
function splitBare(text: string) {
  const sign = text.search(/!=|\*=|%=|~|=/);
  const end = sign === -1 ? text.search(/\sis\s+(?:not\s+)?null\s*$/i) : sign;
  return end === -1 ? { column: text.trim(), rest: '' } : { column: text.slice(0, end).trim(), rest: text.slice(end) };
}

function readNull(column: string, rest: string): Condition | undefined {
  const match = /^\s+is\s+(not\s+)?null\s*$/i.exec(rest);
  return match === null ? undefined : { column, operator: match[1] === undefined ? 'is null' : 'is not null' };
}

function readComparison(column: string, rest: string): Condition | undefined {
  const trimmed = rest.trimStart();
  for (const [sign, operator] of signs) {
    if (trimmed.startsWith(sign)) return { column, operator, value: trimmed.slice(sign.length) };
  }
  return undefined;
}

function refused(text: string, what: string): DeskError {
  return new DeskError('INVALID_INPUT', `The condition ${JSON.stringify(text)} ${what}. ${grammar}`);
}
