/** Which rows are chosen: some by their ids, or all that the filter shows, however many. */
export interface RowSelection {
  readonly all: boolean;
  readonly ids: ReadonlySet<string>;
}

export const nothingSelected: RowSelection = { all: false, ids: new Set() };
export const allSelected: RowSelection = { all: true, ids: new Set() };

export const isSelected = ({ all, ids }: RowSelection, id: string): boolean => all || ids.has(id);

export function toggleRow(selection: RowSelection, id: string): RowSelection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: false, ids };
}

export const addRows = (selection: RowSelection, added: Iterable<string>): RowSelection => ({
  all: false,
  ids: new Set([...selection.ids, ...added]),
});
