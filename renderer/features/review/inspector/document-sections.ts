/**
 * A dictated text cut into what a reader sees: sections with heads, and paragraphs where a comma stands for a lost line
 * end. Only cut, never changed: the texts of all parts, in order, are the text.
 */

export interface DocumentPart {
  /** `join` is what stands between: the colon's comma and spaces, the comma of a lost line end. */
  readonly kind: 'head' | 'join' | 'text';
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly from: number;
}

export interface DocumentSection {
  readonly head: DocumentPart | null;
  /** In order; a `join` ends a paragraph. */
  readonly body: readonly DocumentPart[];
}

/**
 * Capitals up to a colon, at the start or after a sign or a space: `REVIEW OF SYSTEMS:`. Every repetition is bounded, so
 * that a megabyte without an end to its sentences is still cut at once.
 */
const headPattern =
  /(?<=^|[.,;:!?)\]"'\s])\p{Lu}(?:[\p{Lu}\p{N} \t/&()'’.#-]|, (?=\p{Lu})){0,76}[\p{Lu}\p{N})][ \t]?:(?![\p{L}\p{N}])/gu;

/** Right after a head: the comma that was a line end, and the spaces around it. */
const joinAfterHead = /^(?:[ \t]{0,8},){0,8}[ \t]{0,8}/;

/** A comma where a line ended: after the end of a sentence, or twice. Real line ends do the same. */
const lostLineEnd =
  /(?<=[.!?:;)]"?)[ \t]{0,8},[ \t]{0,8}(?=[\p{Lu}\p{N}"(])|,(?:[ \t]{0,8},){1,8}[ \t]{0,8}|\r\n|\n|\r/gu;

/** Before the next head. */
const joinAtEnd = /[ \t]{0,8},[ \t]{0,8}$/;

export function splitSections(text: string): DocumentSection[] {
  const heads = [...text.matchAll(headPattern)];
  const sections: DocumentSection[] = [];
  const first = heads[0]?.index ?? text.length;
  if (first > 0) sections.push({ head: null, body: splitBody(text.slice(0, first), 0, false) });
  for (const [place, { index, 0: head }] of heads.entries()) {
    const start = index + head.length;
    const end = heads[place + 1]?.index ?? text.length;
    sections.push({
      head: { kind: 'head', text: head, from: index },
      body: splitBody(text.slice(start, end), start, true),
    });
  }
  return sections;
}

function splitBody(body: string, from: number, afterHead: boolean): DocumentPart[] {
  const parts: DocumentPart[] = [];
  let place = 0;
  const add = (kind: DocumentPart['kind'], to: number): void => {
    if (to > place) parts.push({ kind, text: body.slice(place, to), from: from + place });
    place = Math.max(place, to);
  };
  if (afterHead) add('join', joinAfterHead.exec(body)?.[0].length ?? 0);
  for (const { index, 0: join } of body.matchAll(lostLineEnd)) {
    if (index < place) continue;
    add('text', index);
    add('join', index + join.length);
  }
  const tail = joinAtEnd.exec(body.slice(-20));
  if (tail !== null) {
    add('text', body.length - tail[0].length);
    add('join', body.length);
  }
  add('text', body.length);
  return parts;
}
