/** The table behind the grid: which columns there are, in which order, how wide, and what the rows are sorted by. */
import { useTable, type ReactTable, type SortingState } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column } from '../../electron/contract/load.ts';
import type { DeskRecord } from '../../electron/contract/record.ts';
import type { LayoutKeeping } from './column-layout.ts';
import { describeColumns, gridFeatures, usualOrder, type GridFeatures } from './grid-columns.ts';

export type GridTable = ReactTable<GridFeatures, DeskRecord>;

/** The rows come in windows from the engine, and are sorted there: the table itself holds none. */
const noRows: DeskRecord[] = [];

interface GridTableInput {
  readonly columns: readonly Column[];
  /** Names of columns that fail. */
  readonly failing: ReadonlySet<string>;
  /** Rows to begin the widths from. */
  readonly sample: readonly DeskRecord[];
  readonly keeping: LayoutKeeping;
  readonly sorting: SortingState;
  readonly onSorting: (sorting: SortingState) => void;
}

export function useGridTable({ columns, failing, sample, keeping, sorting, onSorting }: GridTableInput): GridTable {
  const { layout, change } = keeping;
  const defined = useMemo(() => describeColumns(columns, sample), [columns, sample]);
  const usual = useMemo(() => usualOrder(columns, failing), [columns, failing]);
  const columnOrder = layout.order.length > 0 ? layout.order : usual;
  return useTable({
    features: gridFeatures,
    data: noRows,
    columns: defined,
    columnResizeMode: 'onChange',
    manualSorting: true,
    sortDescFirst: false,
    state: {
      columnOrder,
      columnPinning: layout.pinning,
      columnSizing: layout.sizing,
      columnVisibility: layout.visibility,
      sorting,
    },
    onColumnOrderChange: (updater) => change('order', typeof updater === 'function' ? updater(columnOrder) : updater),
    onColumnPinningChange: (updater) => change('pinning', updater),
    onColumnSizingChange: (updater) => change('sizing', updater),
    onColumnVisibilityChange: (updater) => change('visibility', updater),
    onSortingChange: (updater) => onSorting(typeof updater === 'function' ? updater(sorting) : updater),
  });
}
