/** What the keys do while the grid has the focus. */
import type { KeyboardEvent } from 'react';
import { moveColumn } from './column-menu.tsx';
import type { GridColumn } from './grid-columns.ts';
import { moveByKey } from './grid-keys.ts';
import type { RecordGridProps } from './record-grid.tsx';

interface GridKeysInput extends RecordGridProps {
  readonly visible: readonly GridColumn[];
  readonly page: number;
  readonly onMenu: (column: string) => void;
}

type Press = KeyboardEvent<HTMLElement>;

export function useGridKeys(input: GridKeysInput): (event: Press) => void {
  return (event) => {
    // Menus and editors are drawn over the grid, and keep their own keys.
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    const done = input.place.row < 0 ? pressInHead(input, event) : pressInRows(input, event);
    if (done || move(input, event)) event.preventDefault();
  };
}

function move({ place, onPlace, onRange, rows, visible, page }: GridKeysInput, event: Press): boolean {
  if (event.altKey) return false;
  const next = moveByKey(place, event, { rows: rows.total ?? 0, columns: visible.length, page });
  if (next === null) return false;
  if (event.shiftKey && next.row >= 0 && next.row !== place.row) onRange(next);
  else onPlace(next);
  return true;
}

/** True when the key meant something. */
function pressInRows(input: GridKeysInput, { key, ctrlKey, metaKey, altKey }: Press): boolean {
  const { place } = input;
  if (altKey) return false;
  switch (key) {
    case ' ':
      input.onToggle(place.row);
      return true;
    case 'Enter':
    case 'F2':
      input.onEdit(place);
      return true;
    case 'a':
    case 'A':
      if (!ctrlKey && !metaKey) return false;
      input.onSelectAll();
      return true;
    case 'Escape':
      input.onClearSelection();
      return true;
    default:
      return false;
  }
}

const widerBy = 16;

function pressInHead(input: GridKeysInput, event: Press): boolean {
  const { table, visible, place, onMenu } = input;
  const column = visible[place.column];
  if (column === undefined) return false;
  const { key, shiftKey, altKey } = event;
  const sideways = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if ((key === 'Enter' || key === ' ') && column.getCanSort()) {
    column.toggleSorting(undefined, shiftKey);
    return true;
  }
  if (key === 'ContextMenu' || (altKey && key === 'ArrowDown') || (shiftKey && key === 'F10')) {
    // A menu that is open already takes a key outside of it as a reason to close.
    event.stopPropagation();
    onMenu(column.id);
    return true;
  }
  if (sideways === 0 || (!shiftKey && !altKey)) return false;
  if (altKey) {
    moveColumn(table, column, sideways);
    return true;
  }
  const least = column.columnDef.minSize ?? 0;
  table.setColumnSizing((sizing) => ({
    ...sizing,
    [column.id]: Math.max(least, column.getSize() + sideways * widerBy),
  }));
  return true;
}
