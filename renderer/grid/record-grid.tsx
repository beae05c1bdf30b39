/**
 * The grid of records: only what is in sight is drawn, from row windows that come and go. The grid itself keeps the
 * focus and names the active cell, so that the focus is never lost with a row that is scrolled away or decided upon.
 */
import { useElementSize, useMergedRef } from '@mantine/hooks';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Column } from '../../electron/contract/load.ts';
import type { DeskRecord } from '../../electron/contract/record.ts';
import { EditorPlace } from './editor-place.tsx';
import { GridBody } from './grid-body.tsx';
import type { Rules } from './grid-cell.tsx';
import { GridHead } from './grid-head.tsx';
import type { CellPlace } from './grid-keys.ts';
import classes from './record-grid.module.css';
import { rowHeight } from './row-scale.ts';
import type { RowSelection } from './row-selection.ts';
import { useDrawnColumns, useDrawnRows } from './use-drawn-rows.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { GridTable } from './use-grid-table.ts';
import type { Rows } from './use-row-windows.ts';

export interface RecordGridProps {
  readonly label: string;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly table: GridTable;
  readonly rows: Rows<DeskRecord>;
  /** Of the source. */
  readonly columns: readonly Column[];
  readonly rules: Rules;
  readonly place: CellPlace;
  readonly onPlace: (place: CellPlace) => void;
  readonly selection: RowSelection;
  readonly onToggle: (row: number) => void;
  /** From the active row up to this one, which becomes the active one. */
  readonly onRange: (place: CellPlace) => void;
  readonly onSelectAll: () => void;
  readonly onClearSelection: () => void;
  readonly onEdit: (place: CellPlace) => void;
  /** Drawn below its cell; where the row is not among those at hand, at the lower edge. */
  readonly editor: { readonly row: number | null; readonly columnId: string; readonly content: ReactNode } | null;
}

export function RecordGrid(props: RecordGridProps): ReactNode {
  const { label, gridRef, table, rows, columns, rules, place, selection, editor } = props;
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>();
  const [menu, setMenu] = useState<string | null>(null);
  const total = rows.total ?? 0;
  const pinned = table.getPinnedVisibleLeafColumns('start');
  const others = table.getPinnedVisibleLeafColumns('center');
  const visible = [...pinned, ...others];
  const sizes = [...visible.map((column) => `${column.id} ${column.getSize()}`), width].join();
  const drawnRows = useDrawnRows(scroll, { rows: total, headHeight: rowHeight + 1, height });
  const drawnColumns = useDrawnColumns(scroll, { pinned, others, sizes });

  const { first, last } = drawnRows;
  const { windows } = rows;
  useEffect(() => windows.need(first, last), [windows, first, last, total]);

  const seeActive = useEffectEvent(() => {
    if (place.row >= 0) drawnRows.see(place.row);
    const column = visible[place.column];
    if (column !== undefined) drawnColumns.see(column);
  });
  useLayoutEffect(() => seeActive(), [place.row, place.column]);

  // The head is drawn again when something of it changes, and not with every row that comes into sight.
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const onHead = useCallback((column: number) => latest.current.onPlace({ row: -1, column }), []);
  const onMenu = useCallback(
    (column: string | null) => {
      setMenu(column);
      if (column === null) gridRef.current?.focus({ preventScroll: true });
    },
    [gridRef],
  );

  const onKeyDown = useGridKeys({ ...props, visible, page: drawnRows.scale.page, onMenu: setMenu });
  const widths = widthsOf(visible, width);
  const isDrawn = place.row < 0 || (place.row >= first && place.row <= last);
  return (
    <div ref={useMergedRef(scroll, sized)} className={classes['scroll']} tabIndex={-1}>
      <div
        ref={gridRef}
        role="grid"
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={visible.length}
        aria-multiselectable="true"
        aria-busy={rows.loading}
        aria-activedescendant={isDrawn ? `${id}-${place.row}-${place.column}` : undefined}
        tabIndex={0}
        className={classes['grid']}
        data-aside={drawnColumns.aside}
        style={widths}
        onKeyDown={onKeyDown}
      >
        <GridHead
          id={id}
          table={table}
          pinned={pinned}
          others={drawnColumns.others}
          before={drawnColumns.before}
          firstOther={drawnColumns.firstOther}
          activeColumn={place.row < 0 ? place.column : null}
          onActive={onHead}
          menu={menu}
          onMenu={onMenu}
          sizes={sizes}
          sorting={table.state.sorting}
        />
        <GridBody
          {...props}
          id={id}
          columns={columns}
          rules={rules}
          drawnRows={drawnRows}
          drawnColumns={drawnColumns}
          selection={selection}
          total={total}
        />
      </div>
      {editor !== null && (
        <EditorPlace
          left={`var(--left-${editor.columnId})`}
          top={
            editor.row === null
              ? null
              : rowHeight + 1 + drawnRows.anchorTop + (editor.row + 1 - drawnRows.anchor) * rowHeight
          }
          pinned={pinned.reduce((sum, column) => sum + column.getSize(), 0)}
          room={width}
          widths={widths}
        >
          {editor.content}
        </EditorPlace>
      )}
    </div>
  );
}

/** `--width-v3`, and `--left-v3`; the last column takes what room there is. */
function widthsOf(visible: readonly { id: string; getSize: () => number }[], room: number): CSSProperties {
  const variables: Record<string, string> = {};
  let left = 0;
  for (const [index, column] of visible.entries()) {
    const size = index === visible.length - 1 ? Math.max(column.getSize(), room - left) : column.getSize();
    variables[`--width-${column.id}`] = `${size}px`;
    variables[`--left-${column.id}`] = `${left}px`;
    left += size;
  }
  return { ...variables, width: left };
}
