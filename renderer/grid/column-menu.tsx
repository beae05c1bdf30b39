/** What can be done to a column: sort by it, keep it in sight, move it, hide it. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconChevronDown,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { columnTitle, type GridColumn } from './grid-columns.ts';
import classes from './record-grid.module.css';
import type { GridTable } from './use-grid-table.ts';

interface ColumnMenuProps {
  readonly table: GridTable;
  readonly column: GridColumn;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
}

export function ColumnMenu({ table, column, opened, onChange }: ColumnMenuProps): ReactNode {
  const pinned = column.getIsPinned() !== false;
  const button = (
    <ActionIcon
      size={20}
      tabIndex={-1}
      className={classes['menu'] ?? ''}
      aria-label={`Column ${columnTitle(column)}`}
      onClick={() => onChange(!opened)}
    >
      <IconChevronDown size={13} />
    </ActionIcon>
  );
  // A menu for each of a hundred columns is a hundred times the work for the one that is opened.
  if (!opened) return button;
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={220} returnFocus={false}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {column.getCanSort() && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={14} />} onClick={() => column.toggleSorting(false)}>
              Sort A to Z
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={14} />} onClick={() => column.toggleSorting(true)}>
              Sort Z to A
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item
          leftSection={pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
          onClick={() => column.pin(pinned ? false : 'start')}
        >
          {pinned ? 'Let it scroll' : 'Keep in sight'}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowLeft size={14} />} onClick={() => moveColumn(table, column, -1)}>
          Move left
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowRight size={14} />} onClick={() => moveColumn(table, column, 1)}>
          Move right
        </Menu.Item>
        {column.getCanHide() && (
          <Menu.Item leftSection={<IconEyeOff size={14} />} onClick={() => column.toggleVisibility(false)}>
            Hide
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Past its visible neighbour, among the pinned columns or among the others. */
export function moveColumn(table: GridTable, column: GridColumn, step: 1 | -1): void {
  const region = column.getIsPinned() === false ? 'center' : 'start';
  const members = table.getPinnedVisibleLeafColumns(region).map(({ id }) => id);
  const neighbour = members[members.indexOf(column.id) + step];
  if (neighbour === undefined) return;
  const swap = (ids: readonly string[]): string[] =>
    ids.map((id) => (id === column.id ? neighbour : id === neighbour ? column.id : id));
  if (region === 'start') table.setColumnPinning((pinning) => ({ ...pinning, start: swap(pinning.start) }));
  else table.setColumnOrder((order) => swap(order));
}
