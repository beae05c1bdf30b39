/** A long value in one line: cut to where it was changed. The whole of it is shown on asking. */
import { diffWords } from '../../ui/diff-words.ts';

const charactersBefore = 24;
const mostCharacters = 160;

export interface Excerpt {
  readonly before: string;
  readonly after: string;
  /** What both begin with was left out. */
  readonly cut: boolean;
}

export function excerptOf(before: string, after: string): Excerpt {
  const [first] = diffWords(before, after);
  const shared = first?.kind === 'same' ? first.text.length : 0;
  const start = shared <= charactersBefore ? 0 : wholeFrom(before, shared - charactersBefore);
  return { before: shorten(before, start), after: shorten(after, start), cut: start > 0 };
}

function shorten(text: string, start: number): string {
  const end = wholeFrom(text, start + mostCharacters);
  return end < text.length ? `${text.slice(start, end)}…` : text.slice(start);
}

/** A place near `at` that does not part the two halves of one character. */
const wholeFrom = (text: string, at: number): number => (/^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) ? at - 1 : at);
