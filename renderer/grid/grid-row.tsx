/** A row of the grid. Drawn again only when something of it has changed, however often the grid around it is. */
import { IconCheck } from '@tabler/icons-react';
import { memo, type CSSProperties, type ReactNode } from 'react';
import type { Column } from '../../electron/contract/load.ts';
import type { DeskRecord } from '../../electron/contract/record.ts';
import { GridCell, isFailing, type Rules } from './grid-cell.tsx';
import { lineColumn, sourceColumn, type GridColumn } from './grid-columns.ts';
import classes from './record-grid.module.css';
import { rowHeight } from './row-scale.ts';

interface GridRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  /** Undefined while it is not here yet. */
  readonly record: DeskRecord | undefined;
  readonly columns: readonly Column[];
  readonly pinned: readonly GridColumn[];
  readonly others: readonly GridColumn[];
  readonly before: number;
  /** The place of the first of `others` among all visible columns. */
  readonly firstOther: number;
  readonly activeColumn: number | null;
  readonly selected: boolean;
  readonly rules: Rules;
}

export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { id, index, top, pinned, others, before, firstOther, activeColumn, selected } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-active={activeColumn !== null}
      className={classes['row']}
      style={{ top, height: rowHeight }}
    >
      {pinned.map((column, place) => (
        <Cell key={column.id} {...props} id={`${id}-${place}`} column={column} place={place} isPinned />
      ))}
      {before > 0 && <span className={classes['spacer']} style={{ width: before }} />}
      {others.map((column, offset) => {
        const place = firstOther + offset;
        return <Cell key={column.id} {...props} id={`${id}-${place}`} column={column} place={place} isPinned={false} />;
      })}
    </div>
  );
});

interface CellProps extends GridRowProps {
  readonly column: GridColumn;
  readonly place: number;
  readonly isPinned: boolean;
}

function Cell({ id, column, place, isPinned, record, columns, activeColumn, selected, rules }: CellProps): ReactNode {
  const name = sourceColumn(columns, column.id)?.name;
  const names = [
    classes['cell'],
    isPinned && classes['pinned'],
    column.id === lineColumn && classes['line'],
    isFailing(record, name) && classes['failing'],
    activeColumn === place && classes['active'],
  ];
  return (
    <div
      role="gridcell"
      id={id}
      aria-colindex={place + 1}
      aria-invalid={isFailing(record, name) || undefined}
      data-place={place}
      className={names.filter((each) => typeof each === 'string').join(' ')}
      style={cellStyle(column, isPinned)}
    >
      {selected && column.id === lineColumn && <IconCheck size={15} stroke={2.4} className={classes['tick'] ?? ''} />}
      {record === undefined ? (
        <i className={classes['empty']} />
      ) : (
        <GridCell record={record} columnId={column.id} name={name} rules={rules} />
      )}
    </div>
  );
}

/** Widths are variables of the grid, so that drawing a column wider does not draw its cells again. */
export const cellStyle = ({ id }: GridColumn, isPinned: boolean): CSSProperties => ({
  width: `var(--width-${id})`,
  ...(isPinned ? { '--stuck-at': `var(--left-${id})` } : {}),
});
