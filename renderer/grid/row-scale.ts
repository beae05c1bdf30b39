/**
 * Where rows stand in a scrolled element. Browsers cap an element's height (Chromium near 33 million pixels) and place
 * things by the pixel only in half of that; where the rows together are taller, a pixel of the scroll bar stands for more
 * than a pixel of rows.
 */
export const rowHeight = 31;
export const tallest = 16_000_000;

export interface RowScale {
  /** Pixels of the scrolled element for a row. */
  readonly step: number;
  /** Of the scrolled element. */
  readonly height: number;
  /** Whole rows that fit. */
  readonly page: number;
}

export function scaleRows(rows: number, viewport: number): RowScale {
  const page = Math.max(1, Math.floor(viewport / rowHeight));
  const height = rows * rowHeight;
  if (height <= tallest) return { step: rowHeight, height, page };
  return { step: (tallest - viewport) / (rows - viewport / rowHeight), height: tallest, page };
}

/** The row at the upper edge; the fraction is how much of it is scrolled away. */
export const rowAtTop = ({ step }: RowScale, scrollTop: number): number => scrollTop / step;

/** Where row `index` is drawn in the scrolled element while it is scrolled to `scrollTop`. */
export const placeOfRow = (scale: RowScale, index: number, scrollTop: number): number =>
  scale.step === rowHeight
    ? index * rowHeight
    : Math.round(scrollTop + (index - rowAtTop(scale, scrollTop)) * rowHeight);

/** How far to scroll so that the whole of row `index` is seen; no further than needed. */
export function scrollToSee(scale: RowScale, index: number, scrollTop: number, viewport: number): number {
  const top = rowAtTop(scale, scrollTop);
  if (index < top) return index * scale.step;
  const lowest = index + 1 - viewport / rowHeight;
  return lowest > top ? Math.ceil(Math.max(0, lowest) * scale.step) : scrollTop;
}
