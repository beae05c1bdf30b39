/** The head of the grid: names, what the rows are sorted by, the handles that draw columns wider, and each column's menu. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { SortingState } from '@tanstack/react-table';
import { memo, type ReactNode } from 'react';
import { ColumnMenu } from './column-menu.tsx';
import { columnTitle, lineColumn, type GridColumn, type GridHeader } from './grid-columns.ts';
import { cellStyle } from './grid-row.tsx';
import classes from './record-grid.module.css';
import type { GridTable } from './use-grid-table.ts';

interface GridHeadProps {
  readonly id: string;
  readonly table: GridTable;
  readonly pinned: readonly GridColumn[];
  readonly others: readonly GridColumn[];
  readonly before: number;
  readonly firstOther: number;
  /** Null while the active cell is among the rows. */
  readonly activeColumn: number | null;
  readonly onActive: (place: number) => void;
  /** The column whose menu is open. */
  readonly menu: string | null;
  readonly onMenu: (column: string | null) => void;
  /** Change when the columns do, and the order of the rows: the table itself stays the same. */
  readonly sizes: string;
  readonly sorting: SortingState;
}

export const GridHead = memo(function GridHead(props: GridHeadProps): ReactNode {
  const { table, pinned, others, before, firstOther } = props;
  const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]));
  const cell = (column: GridColumn, place: number, isPinned: boolean): ReactNode => {
    const header = headers.get(column.id);
    return header && <HeadCell key={column.id} {...props} header={header} place={place} isPinned={isPinned} />;
  };
  return (
    <div role="rowgroup" className={classes['head']}>
      <div role="row" aria-rowindex={1} className={classes['headRow']}>
        {pinned.map((column, place) => cell(column, place, true))}
        {before > 0 && <span className={classes['spacer']} style={{ width: before }} />}
        {others.map((column, offset) => cell(column, firstOther + offset, false))}
      </div>
    </div>
  );
});

interface HeadCellProps extends GridHeadProps {
  readonly header: GridHeader;
  readonly place: number;
  readonly isPinned: boolean;
}

const ariaSorts = { asc: 'ascending', desc: 'descending' } as const;

function HeadCell({
  id,
  table,
  header,
  place,
  isPinned,
  activeColumn,
  onActive,
  menu,
  onMenu,
  sorting,
}: HeadCellProps): ReactNode {
  const { column } = header;
  const sorted = column.getIsSorted();
  const active = activeColumn === place;
  const names = [
    classes['headCell'],
    isPinned && classes['pinned'],
    column.id === lineColumn && classes['line'],
    active && classes['active'],
  ];
  return (
    <div
      role="columnheader"
      id={`${id}--1-${place}`}
      aria-colindex={place + 1}
      aria-sort={sorted === false ? undefined : ariaSorts[sorted]}
      data-active={active}
      className={names.filter((each) => typeof each === 'string').join(' ')}
      style={cellStyle(column, isPinned)}
      onClick={() => onActive(place)}
    >
      <span
        className={classes['title']}
        data-sortable={column.getCanSort()}
        onClick={column.getCanSort() ? column.getToggleSortingHandler() : undefined}
      >
        {columnTitle(column)}
      </span>
      {sorted !== false && <SortSign column={column} several={sorting.length > 1} />}
      <ColumnMenu
        table={table}
        column={column}
        opened={menu === column.id}
        onChange={(opened) => onMenu(opened ? column.id : null)}
      />
      <span
        aria-hidden="true"
        className={classes['resizer']}
        data-resizing={column.getIsResizing()}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => column.resetSize()}
        onClick={(event) => event.stopPropagation()}
      />
    </div>
  );
}

function SortSign({ column, several }: { column: GridColumn; several: boolean }): ReactNode {
  const Arrow = column.getIsSorted() === 'desc' ? IconArrowDown : IconArrowUp;
  return (
    <span className={classes['sorted']} aria-hidden="true">
      <Arrow size={13} />
      {several && column.getSortIndex() + 1}
    </span>
  );
}
