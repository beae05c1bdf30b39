/** Keys that parts of the window listen for themselves while they have the focus: here so that the sheet shows them too. */
interface OwnKeys {
  readonly label: string;
  readonly group: string;
  /** Any of them, in Mantine's notation. */
  readonly keys: readonly string[];
}

export const ownKeys: readonly OwnKeys[] = [
  { group: 'Grid', label: 'Move by a cell', keys: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'] },
  { group: 'Grid', label: 'Move by a screen', keys: ['pageup', 'pagedown'] },
  { group: 'Grid', label: 'First and last cell of the row', keys: ['Home', 'End'] },
  { group: 'Grid', label: 'First and last cell of all', keys: ['mod+Home', 'mod+End'] },
  { group: 'Grid', label: 'Pick the row, or no longer', keys: ['space'] },
  { group: 'Grid', label: 'Pick a stretch of rows', keys: ['shift+arrowup', 'shift+arrowdown'] },
  { group: 'Grid', label: 'Pick all that is shown', keys: ['mod+A'] },
  { group: 'Grid', label: 'Pick none', keys: ['escape'] },
  { group: 'Grid', label: 'Edit the cell', keys: ['enter', 'F2'] },
  { group: 'Head of the grid', label: 'Sort; with Shift beside the other columns', keys: ['enter'] },
  { group: 'Head of the grid', label: 'Menu of the column', keys: ['alt+arrowdown'] },
  { group: 'Head of the grid', label: 'Narrower and wider', keys: ['shift+arrowleft', 'shift+arrowright'] },
  { group: 'Head of the grid', label: 'Move the column', keys: ['alt+arrowleft', 'alt+arrowright'] },
  { group: 'Forms', label: 'Do what the form is for', keys: ['mod+Enter'] },
  { group: 'Forms', label: 'Close without doing it', keys: ['escape'] },
];
