/** Up to twenty of the changes an act makes, before and after. */
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { formatCount } from '../../../ui/format.ts';
import { isRejectId, numberOf } from '../inspector/record-title.ts';
import { ShownChange, ShownState } from '../inspector/shown-change.tsx';
import classes from './effect-preview.module.css';

type Change = OperationResult['sample'][number];

export function ChangeSample({ sample, of }: { sample: readonly Change[]; of: number }): ReactNode {
  if (sample.length === 0) return null;
  // A decision's change is its outcome.
  const saysThen = sample.some(({ column }) => column !== null);
  return (
    <div className={classes['sample']} tabIndex={0} role="group" aria-label="Some of the changes">
      <Table withRowBorders verticalSpacing={4} horizontalSpacing="xs" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Record</Table.Th>
            <Table.Th>Before → after</Table.Th>
            {saysThen && <Table.Th>Then</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sample.map((change, index) => (
            <Table.Tr key={index}>
              <Table.Td className={classes['record'] ?? ''}>
                {isRejectId(change.record_id) && 'Reject '}
                {formatCount(numberOf(change.record_id))}
              </Table.Td>
              <Table.Td>
                <ShownChange column={change.column} before={change.old} after={change.new} />
              </Table.Td>
              {saysThen && (
                <Table.Td>
                  <ShownState state={change.state} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {of > sample.length && (
        <p className={classes['aside']}>
          The first {formatCount(sample.length)} of {formatCount(of)}.
        </p>
      )}
    </div>
  );
}
