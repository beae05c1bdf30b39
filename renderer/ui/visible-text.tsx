/** A value as it is: white space and odd characters drawn, the failing ones marked. Nothing is trimmed or shortened. */
import { Fragment, type ReactNode } from 'react';
import type { Mark } from './mark.ts';
import classes from './visible-text.module.css';

export type { Mark } from './mark.ts';

interface VisibleTextProps {
  readonly text: string | null;
  readonly marks?: readonly Mark[];
  /** Draw line ends as signs; otherwise the text breaks where they are. */
  readonly oneLine?: boolean;
}

const signs: ReadonlyMap<string, string> = new Map([
  ['\t', '→'],
  ['\n', '↵'],
  ['\r', '␍'],
  ['\u00A0', '⍽'],
  ['\u200B', '∅'],
  ['\uFEFF', '⊘'],
  ['\u00AD', '¬'],
]);

/** What is drawn as a sign: control and format characters, every space but the common one, and that at an end or in a run. */
const drawn = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}|^ +| +$| {2,}/gu;

/** Whether anything of the text is drawn as a sign. */
export const drawsSigns = (text: string): boolean => text.search(drawn) >= 0;

export function VisibleText({ text, marks = [], oneLine = false }: VisibleTextProps): ReactNode {
  if (text === null) return <span className={classes['nothing']}>null</span>;
  if (text === '') return <span className={classes['nothing']}>empty text</span>;
  return cut(text, marks).map(({ from, part, marked }) =>
    marked ? (
      <mark key={from} className={classes['mark']}>
        {drawOdd(part, from, text.length, oneLine)}
      </mark>
    ) : (
      <Fragment key={from}>{drawOdd(part, from, text.length, oneLine)}</Fragment>
    ),
  );
}

interface Part {
  readonly from: number;
  readonly part: string;
  readonly marked: boolean;
}

function cut(text: string, marks: readonly Mark[]): Part[] {
  const parts: Part[] = [];
  let place = 0;
  for (const { from, to } of marks) {
    if (from > place) parts.push({ from: place, part: text.slice(place, from), marked: false });
    if (to > Math.max(from, place))
      parts.push({ from: Math.max(from, place), part: text.slice(Math.max(from, place), to), marked: true });
    place = Math.max(place, to);
  }
  if (place < text.length) parts.push({ from: place, part: text.slice(place), marked: false });
  return parts;
}

/** Spaces at the value's ends and in runs are dots; a single space between words is a space. */
function drawOdd(part: string, from: number, length: number, oneLine: boolean): ReactNode[] {
  const shown: ReactNode[] = [];
  let place = 0;
  const sign = (at: number, text: string, drawing: string): void => {
    if (at > place) shown.push(part.slice(place, at));
    shown.push(
      <span key={at} className={classes['sign']} aria-hidden="true">
        {drawing}
      </span>,
      <span key={`${at} copied`} className={classes['copied']}>
        {text}
      </span>,
    );
    place = at + text.length;
  };
  for (const { index, 0: found } of part.matchAll(drawn)) {
    if (found.startsWith(' ')) {
      const atEnd =
        (index === 0 && from === 0) || (index + found.length === part.length && from + part.length === length);
      if (found.length > 1 || atEnd) sign(index, found, '·'.repeat(found.length));
    } else if (!oneLine && (found === '\n' || found === '\r')) continue;
    else
      sign(
        index,
        found,
        signs.get(found) ?? `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
      );
  }
  if (place < part.length) shown.push(part.slice(place));
  return shown;
}
