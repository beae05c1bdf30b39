/** The grid's columns: what they are called, how wide they begin, and what TanStack Table is to keep of them. */
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  type Column as TableColumn,
  type ColumnDef,
  type Header as TableHeader,
} from '@tanstack/react-table';
import type { Column } from '../../electron/contract/load.ts';
import type { DeskRecord } from '../../electron/contract/record.ts';

export const gridFeatures = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});
export type GridFeatures = typeof gridFeatures;
export type GridColumn = TableColumn<GridFeatures, DeskRecord>;
export type GridHeader = TableHeader<GridFeatures, DeskRecord>;

export const lineColumn = 'line';
export const stateColumn = 'state';
const valueColumn = (index: number): string => `v${index}`;

/** The source column that a grid column shows; undefined for those the desk adds. */
export const sourceColumn = (columns: readonly Column[], id: string): Column | undefined =>
  id.startsWith('v') ? columns[Number(id.slice(1))] : undefined;

export const columnTitle = ({ columnDef, id }: GridColumn): string =>
  typeof columnDef.header === 'string' ? columnDef.header : id;

/**
 * By their place in the source and not by name: a name may be anything, and what is remembered must hold no values. As
 * wide at first as the values of `sample` ask for.
 */
export function describeColumns(
  columns: readonly Column[],
  sample: readonly DeskRecord[],
): ColumnDef<GridFeatures, DeskRecord>[] {
  return [
    { id: lineColumn, header: 'Line', size: 72, minSize: 48, enableSorting: false, enableHiding: false },
    { id: stateColumn, header: 'State', size: 118, minSize: 80, enableSorting: false },
    ...columns.map(({ name }, index) => ({
      id: valueColumn(index),
      header: name,
      accessorFn: ({ values }: DeskRecord) => values[name],
      size: widthOf(name, sample),
      minSize: 60,
    })),
  ];
}

/** A character of a value is a little over seven pixels wide. */
function widthOf(name: string, sample: readonly DeskRecord[]): number {
  const longest = sample.reduce((most, { values }) => Math.max(most, values[name]?.length ?? 0), 0);
  return Math.round(Math.min(270, Math.max(90, name.length * 7 + 40, longest * 7.3 + 26)));
}

/** Those that fail come first, then all others as they are in the source. */
export function usualOrder(columns: readonly Column[], failing: ReadonlySet<string>): string[] {
  const ids = columns.map(({ name }, index) => ({ id: valueColumn(index), fails: failing.has(name) }));
  return [
    lineColumn,
    stateColumn,
    ...ids.filter(({ fails }) => fails).map(({ id }) => id),
    ...ids.filter(({ fails }) => !fails).map(({ id }) => id),
  ];
}
