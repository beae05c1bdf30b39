/** Which rows and columns are drawn: those in sight and a few around them, wherever the grid is scrolled to. */
import { useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import type { GridColumn } from './grid-columns.ts';
import { placeOfRow, rowHeight, scaleRows, scrollToSee, type RowScale } from './row-scale.ts';

const overscan = 10;

export interface DrawnRows {
  readonly scale: RowScale;
  readonly first: number;
  readonly last: number;
  /** Row `anchor` is drawn at `anchorTop`, and all others from there: scrolling then moves one element. */
  readonly anchor: number;
  readonly anchorTop: number;
  readonly see: (row: number) => void;
}

/** `headHeight` pixels at the top of the scrolled element are covered by the head. */
export function useDrawnRows(
  scroll: RefObject<HTMLElement | null>,
  { rows, headHeight, height }: { rows: number; headHeight: number; height: number },
): DrawnRows {
  const viewport = Math.max(rowHeight, height - headHeight);
  const scale = scaleRows(rows, viewport);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled, and no memo holds its answers
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroll.current,
    estimateSize: () => scale.step,
    overscan,
    rangeExtractor: ({ startIndex, count }: Range) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count, startIndex + scale.page + 2 + overscan);
      return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
    },
  });
  const { step } = scale;
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, step]);
  const scrollTop = useScrollTop(scroll, step !== rowHeight);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const anchor = first - (first % 1_000);
  return {
    scale,
    first,
    last: items.at(-1)?.index ?? -1,
    anchor,
    anchorTop: placeOfRow(scale, anchor, scrollTop),
    see: (row) => {
      const element = scroll.current;
      if (element !== null) element.scrollTop = scrollToSee(scale, row, element.scrollTop, viewport);
    },
  };
}

/** Followed only where a pixel of the scroll bar is not a pixel of rows. */
function useScrollTop(scroll: RefObject<HTMLElement | null>, follow: boolean): number {
  const [scrollTop, setScrollTop] = useState(0);
  useLayoutEffect(() => {
    const element = scroll.current;
    if (!follow || element === null) return;
    const read = (): void => setScrollTop(element.scrollTop);
    read();
    element.addEventListener('scroll', read, { passive: true });
    return () => element.removeEventListener('scroll', read);
  }, [scroll, follow]);
  return scrollTop;
}

export interface DrawnColumns {
  /** Those that stay in sight at the left. */
  readonly pinned: readonly GridColumn[];
  /** Of the others those that are drawn, and the width of what is left out before them. */
  readonly others: readonly GridColumn[];
  readonly before: number;
  /** Scrolled aside: only then anything has to stick, which costs a layer for every cell that does. */
  readonly aside: boolean;
  /** The place of the first of them among all visible columns. */
  readonly firstOther: number;
  readonly see: (column: GridColumn) => void;
}

export function useDrawnColumns(
  scroll: RefObject<HTMLElement | null>,
  { pinned, others, sizes }: { pinned: readonly GridColumn[]; others: readonly GridColumn[]; sizes: string },
): DrawnColumns {
  const pinnedWidth = pinned.reduce((sum, column) => sum + column.getSize(), 0);
  // eslint-disable-next-line react-hooks/incompatible-library -- as above
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: others.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => others[index]?.getSize() ?? 0,
    getItemKey: (index) => others[index]?.id ?? index,
    paddingStart: pinnedWidth,
    overscan: 3,
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, sizes]);
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const [from, to] = [first?.index ?? 0, (last?.index ?? -1) + 1];
  // The same list while it holds the same: rows are drawn again when it changes.
  const drawn = useMemo(() => others.slice(from, to), [others, from, to]);
  return {
    pinned,
    others: drawn,
    firstOther: pinned.length + from,
    aside: (virtualizer.scrollOffset ?? 0) > 0,
    before: (first?.start ?? pinnedWidth) - pinnedWidth,
    see: (column) => {
      const element = scroll.current;
      const index = others.indexOf(column);
      if (element === null || index < 0) return;
      const start = others.slice(0, index).reduce((sum, each) => sum + each.getSize(), 0);
      const room = element.clientWidth - pinnedWidth;
      const least = Math.min(start, start + column.getSize() - room);
      element.scrollLeft = Math.max(least, Math.min(start, element.scrollLeft));
    },
  };
}
