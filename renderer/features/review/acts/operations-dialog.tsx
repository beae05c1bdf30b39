/** Everything people did to a load, newest first, and the way back from each. */
import { Button, Modal, Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatExactTime, formatTime } from '../../../ui/format.ts';
import { describeOperation } from './operation-words.ts';
import classes from './operations-dialog.module.css';
import type { Operation } from './undo-button.tsx';

interface OperationsDialogProps {
  readonly opened: boolean;
  /** False when another dialog takes its place. */
  readonly returnFocus: boolean;
  /** Newest first. */
  readonly operations: readonly Operation[];
  readonly onClose: () => void;
  readonly onUndo: (operation: Operation) => void;
}

export function OperationsDialog({
  opened,
  returnFocus,
  operations,
  onClose,
  onUndo,
}: OperationsDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} returnFocus={returnFocus} title="Operations" size="xl">
      <Table verticalSpacing={6} horizontalSpacing="xs" aria-label="Operations">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th className={classes['count'] ?? ''}>Cells</Table.Th>
            <Table.Th>Who, and why</Table.Th>
            <Table.Th aria-label="Undo" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {operations.map((each) => (
            <Table.Tr key={each.operation} data-undone={each.undone_by !== null} className={classes['row'] ?? ''}>
              <Table.Td className={classes['when'] ?? ''}>
                <time dateTime={each.at} title={formatExactTime(each.at)}>
                  {formatTime(each.at)}
                </time>
              </Table.Td>
              <Table.Td>
                <span className={classes['what']}>{describeOperation(each)}</span>
                <Lineage operation={each} operations={operations} />
              </Table.Td>
              <Table.Td className={classes['count'] ?? ''}>{each.cells === 0 ? '' : formatCount(each.cells)}</Table.Td>
              <Table.Td className={classes['why'] ?? ''}>
                {each.actor}: {each.reason}
              </Table.Td>
              <Table.Td>
                {each.undone_by === null && (
                  <Button size="compact-xs" variant="default" onClick={() => onUndo(each)}>
                    Undo…
                    <VisuallyHidden>
                      {' '}
                      “{describeOperation(each)}” of {formatTime(each.at)}
                    </VisuallyHidden>
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

/** What undid it, and what it undid itself. */
function Lineage({
  operation: each,
  operations,
}: {
  operation: Operation;
  operations: readonly Operation[];
}): ReactNode {
  const undoing = operations.find(({ operation }) => operation === each.undone_by);
  const undone = operations.find(({ operation }) => operation === each.undoes);
  return (
    <>
      {each.undoes !== null && (
        <span className={classes['lineage']}>
          undoes {undone === undefined ? 'an earlier operation' : `“${describeOperation(undone)}”`}
        </span>
      )}
      {each.undone_by !== null && (
        <span className={classes['lineage']}>
          undone{undoing === undefined ? '' : ` by ${undoing.actor}, ${formatTime(undoing.at)}`}
        </span>
      )}
    </>
  );
}
