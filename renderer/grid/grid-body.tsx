/** The rows that are drawn, and what the mouse does to them. */
import type { MouseEvent, ReactNode } from 'react';
import { GridRow } from './grid-row.tsx';
import type { CellPlace } from './grid-keys.ts';
import classes from './record-grid.module.css';
import type { RecordGridProps } from './record-grid.tsx';
import { rowHeight } from './row-scale.ts';
import { isSelected } from './row-selection.ts';
import type { DrawnColumns, DrawnRows } from './use-drawn-rows.ts';

interface GridBodyProps extends RecordGridProps {
  readonly id: string;
  readonly total: number;
  readonly drawnRows: DrawnRows;
  readonly drawnColumns: DrawnColumns;
}

export function GridBody(props: GridBodyProps): ReactNode {
  const { id, total, rows, columns, rules, place, selection, drawnRows, drawnColumns } = props;
  const { first, last, anchor, anchorTop, scale } = drawnRows;
  const drawn = Array.from({ length: Math.max(0, Math.min(last, total - 1) - first + 1) }, (_, index) => first + index);
  return (
    <div
      role="rowgroup"
      className={classes['body']}
      style={{ height: scale.height }}
      onMouseDown={(event) => {
        // A range of rows is meant, not one of letters.
        if (event.shiftKey) {
          event.preventDefault();
          props.gridRef.current?.focus({ preventScroll: true });
        }
      }}
      onClick={(event) => click(props, event)}
      onDoubleClick={(event) => {
        const clicked = placeOf(event);
        if (clicked !== null) props.onEdit(clicked);
      }}
    >
      <div role="presentation" className={classes['rows']} style={{ transform: `translateY(${anchorTop}px)` }}>
        {drawn.map((index) => {
          const record = rows.windows.row(index);
          return (
            <GridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              top={(index - anchor) * rowHeight}
              record={record}
              columns={columns}
              pinned={drawnColumns.pinned}
              others={drawnColumns.others}
              before={drawnColumns.before}
              firstOther={drawnColumns.firstOther}
              activeColumn={place.row === index ? place.column : null}
              selected={record !== undefined && isSelected(selection, record.record_id)}
              rules={rules}
            />
          );
        })}
      </div>
    </div>
  );
}

function click(props: GridBodyProps, event: MouseEvent): void {
  const clicked = placeOf(event);
  if (clicked === null) return;
  if (event.shiftKey) {
    props.onRange(clicked);
    return;
  }
  if (event.ctrlKey || event.metaKey) props.onToggle(clicked.row);
  props.onPlace(clicked);
}

function placeOf({ target }: MouseEvent): CellPlace | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest('[data-place]');
  const row = target.closest('[data-index]');
  if (cell === null || row === null) return null;
  return { row: Number(row.getAttribute('data-index')), column: Number(cell.getAttribute('data-place')) };
}
