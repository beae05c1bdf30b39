import type { Anchor } from './records.ts';

/** Landing's SQL counts on it: the first of every so many records has an anchor. */
export const anchorEvery = 1000;

/**
 * Decides which records get an anchor: the first, every thousandth, those of several lines, and those not on the line that
 * counting from the previous anchor would give (so also the one after a record of several lines). Between two anchors every
 * record is one line and they are adjacent: line = anchor.line + (ordinal - anchor.ordinal) holds for every record, in SQL too.
 */
export class AnchorTrail {
  private ordinal = -1;
  private line = 0;

  constructor(private readonly emit: (anchor: Anchor) => void) {}

  visit(ordinal: number, line: number, offset: number, span: number): void {
    const expected = this.line + (ordinal - this.ordinal);
    if (this.ordinal >= 0 && span === 1 && line === expected && ordinal % anchorEvery !== 0) return;
    this.ordinal = ordinal;
    this.line = line;
    this.emit({ ordinal, line, offset, span });
  }
}

export interface Location {
  firstLine: number;
  lastLine: number;
  /** Start reading at this byte … */
  anchorOffset: number;
  /** … and skip this many physical lines to stand on the record. */
  linesToSkip: number;
}

/**
 * Where a record is, from anchors sorted by ordinal. Throws RangeError when no anchor stands at or before the ordinal.
 * The caller bounds the ordinal by the tally: past the last record the answer is an extrapolation.
 */
export function locate(anchors: readonly Anchor[], ordinal: number): Location {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((anchors[middle]?.ordinal ?? Infinity) <= ordinal) low = middle + 1;
    else high = middle;
  }
  const anchor = anchors[low - 1];
  if (!anchor) throw new RangeError(`no anchor at or before record ${ordinal}`);
  const linesToSkip = ordinal - anchor.ordinal;
  const firstLine = anchor.line + linesToSkip;
  return {
    firstLine,
    lastLine: linesToSkip === 0 ? firstLine + anchor.span - 1 : firstLine,
    anchorOffset: anchor.offset,
    linesToSkip,
  };
}
