/** Values that a failing one may have been meant to be. Ideas only: which of them pass, the engine finds out. */
import type { Suggestion } from '../../contract/record.ts';

export interface Candidate {
  readonly value: string;
  readonly origin: Suggestion['origin'];
  readonly words: string;
}

export function trimmed(value: string): Candidate[] {
  return [
    { value: value.trim(), origin: 'trimmed', words: 'without the spaces around it' },
    { value: singleSpaced(value), origin: 'trimmed', words: 'with single spaces' },
  ];
}

/** What cannot be seen is named by its code point. */
const named = (character: string): string =>
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : character;

/** `failing` are the characters that fail the rule by themselves. */
export function stripped(value: string, failing: ReadonlySet<string>): Candidate[] {
  const without = (text: string, instead: string): string =>
    singleSpaced(Array.from(text, (character) => (failing.has(character) ? instead : character)).join(''));
  const spelled = value.replace(/[/&]/g, ' and ');
  const characters = [...failing].filter((character) => character.trim() !== '').map(named);
  const words = characters.length === 0 ? 'without the characters that fail' : `without ${characters.join(' ')}`;
  return [
    ...(spelled === value
      ? []
      : [{ value: without(spelled, ''), origin: 'stripped' as const, words: 'with “and” written out' }]),
    { value: without(value, ' '), origin: 'stripped', words },
    { value: without(value, ''), origin: 'stripped', words },
  ];
}

export interface EarlierChoice {
  readonly value: string;
  readonly actor: string;
  readonly happened_at: string;
  readonly source: string;
}

export function chosenEarlier({ value, actor, happened_at: at, source }: EarlierChoice): Candidate {
  return { value, origin: 'earlier', words: `chosen by ${actor} on ${dayWords(at)} in ${sourceWords(source)}` };
}

export function nearestAllowed(value: string): Candidate {
  return { value, origin: 'allowed', words: 'nearest allowed value' };
}

/** The first to have a value keeps it. */
export function differing(candidates: readonly Candidate[], from: string): Candidate[] {
  const seen = new Set([from, '']);
  return candidates.filter(({ value }) => {
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}

const singleSpaced = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayWords(at: string): string {
  const day = new Date(at);
  return `${day.getUTCDate()} ${months[day.getUTCMonth()] ?? ''} ${day.getUTCFullYear()}`;
}

/** A load's source: its files' paths, one a line. */
function sourceWords(source: string): string {
  const [first = '', ...others] = source.split('\n');
  const name = first.split(/[/\\]/).at(-1) ?? first;
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}
