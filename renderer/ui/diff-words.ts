/** What differs between two values, in words: runs that stayed, that went and that came. */

export interface DiffPart {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond this many pairs of words the middle is shown as replaced whole: true still, and at once. */
const mostPairs = 250_000;

/** The parts that are `same` or `gone` joined are `before`; those that are `same` or `new` are `after`. */
export function diffWords(before: string, after: string): DiffPart[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = compare(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ]);
}

/** Words, and whatever stands between them sign by sign: a missing space is a difference too. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu) ?? [];

function compare(old: readonly string[], now: readonly string[]): DiffPart[] {
  if (old.length * now.length > mostPairs) {
    return [
      { kind: 'gone', text: old.join('') },
      { kind: 'new', text: now.join('') },
    ];
  }
  const common = longestCommon(old, now);
  const parts: DiffPart[] = [];
  let left = 0;
  let right = 0;
  while (left < old.length && right < now.length) {
    if (old[left] === now[right]) {
      parts.push({ kind: 'same', text: old[left] ?? '' });
      left += 1;
      right += 1;
    } else if (common(left + 1, right) >= common(left, right + 1)) {
      parts.push({ kind: 'gone', text: old[left] ?? '' });
      left += 1;
    } else {
      parts.push({ kind: 'new', text: now[right] ?? '' });
      right += 1;
    }
  }
  parts.push({ kind: 'gone', text: old.slice(left).join('') }, { kind: 'new', text: now.slice(right).join('') });
  return parts;
}

/** How many words the rests of both, from two places on, have in common in the same order. */
function longestCommon(old: readonly string[], now: readonly string[]): (left: number, right: number) => number {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (left: number, right: number): number => lengths[left * width + right] ?? 0;
  for (let left = old.length - 1; left >= 0; left -= 1) {
    for (let right = now.length - 1; right >= 0; right -= 1) {
      lengths[left * width + right] =
        old[left] === now[right] ? at(left + 1, right + 1) + 1 : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  return at;
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const runs: DiffPart[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    const last = runs.at(-1);
    if (last?.kind === part.kind) runs[runs.length - 1] = { kind: part.kind, text: last.text + part.text };
    else runs.push(part);
  }
  return runs;
}
