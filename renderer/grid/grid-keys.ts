/** Where a key leads in the grid. Row -1 is the head. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

export function moveByKey(
  { row, column }: CellPlace,
  { key, ctrlKey, metaKey }: Key,
  size: GridSize,
): CellPlace | null {
  const far = ctrlKey || metaKey;
  const inRow = (to: number): CellPlace => ({ row: clamp(to, -1, size.rows - 1), column });
  const inColumn = (to: number): CellPlace => ({ row, column: clamp(to, 0, size.columns - 1) });
  switch (key) {
    case 'ArrowUp':
      return far ? inRow(0) : inRow(row - 1);
    case 'ArrowDown':
      return far ? inRow(size.rows - 1) : inRow(row + 1);
    case 'ArrowLeft':
      return inColumn(far ? 0 : column - 1);
    case 'ArrowRight':
      return inColumn(far ? size.columns - 1 : column + 1);
    case 'PageUp':
      return inRow(Math.max(0, row - size.page));
    case 'PageDown':
      return inRow(row + size.page);
    case 'Home':
      return far ? { row: 0, column: 0 } : inColumn(0);
    case 'End':
      return far ? { row: size.rows - 1, column: size.columns - 1 } : inColumn(size.columns - 1);
    default:
      return null;
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
