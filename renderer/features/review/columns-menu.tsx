/** Which columns are shown, and the way back to the usual ones. */
import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { columnTitle } from '../../grid/grid-columns.ts';
import type { GridTable } from '../../grid/use-grid-table.ts';

export function ColumnsMenu({ table, onReset }: { table: GridTable; onReset: () => void }): ReactNode {
  const columns = table.getAllLeafColumns();
  const hidden = columns.filter((column) => !column.getIsVisible()).length;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconColumns3 size={14} />}>
          Columns{hidden > 0 && `, ${hidden} hidden`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" p="xs">
        <ScrollArea.Autosize mah={360}>
          <Stack gap={6} p={4} miw={180}>
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                label={columnTitle(column)}
                checked={column.getIsVisible()}
                disabled={!column.getCanHide()}
                onChange={(event) => column.toggleVisibility(event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Button variant="default" size="compact-xs" mt="xs" fullWidth onClick={onReset}>
          Usual order, widths and columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
