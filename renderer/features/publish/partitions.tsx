/** The partitions of a publish to come: the largest as bars, and the same numbers as a table. */
import { Table } from '@mantine/core';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import type { Output } from '../../../electron/contract/methods.ts';
import { formatCount, formatCounted, formatShare } from '../../ui/format.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import classes from './publish.module.css';

/** Charts are the heaviest part of the window and the last that is needed: not in its first paint. */
const PartitionChart = lazy(async () => ({ default: (await import('./partition-chart.tsx')).PartitionChart }));

type Partition = Output<'publish.plan'>['partitions'][number];

const mostShown = 30;

interface PartitionsProps {
  readonly partitions: readonly Partition[];
  readonly partitionBy: readonly string[];
}

export function Partitions({ partitions, partitionBy }: PartitionsProps): ReactNode {
  const sorted = useMemo(() => partitions.toSorted((one, other) => other.rows - one.rows), [partitions]);
  const shown = sorted.slice(0, mostShown);
  const rest = sorted.slice(mostShown);
  const total = sum(sorted);
  // What is the same for all of them tells none of them apart.
  const telling = partitionBy.filter((column) =>
    sorted.some(({ values }) => values[column] !== sorted[0]?.values[column]),
  );
  // Bars that are all as long as each other tell nothing.
  const tellsApart = shown.some(
    ({ rows, rows_before: before }) => rows !== shown[0]?.rows || (before ?? rows) !== rows,
  );
  const withBefore = sorted.some(({ rows_before: before }) => before !== null);
  return (
    <section aria-labelledby="partitions">
      <h2 id="partitions" className={classes['heading']}>
        Partitions
      </h2>
      <div className={classes['partitions']}>
        <Table className={classes['table'] ?? ''} aria-label="Rows of each partition">
          <Table.Thead>
            <Table.Tr>
              {partitionBy.map((column) => (
                <Table.Th key={column}>{column}</Table.Th>
              ))}
              <Table.Th ta="right">Rows</Table.Th>
              {withBefore && <Table.Th ta="right">Before</Table.Th>}
              <Table.Th ta="right">Share</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((partition) => (
              <Table.Tr key={JSON.stringify(partition.values)}>
                {partitionBy.map((column) => (
                  <Table.Td key={column} className="mono">
                    <VisibleText text={partition.values[column] ?? null} oneLine />
                  </Table.Td>
                ))}
                <Table.Td ta="right">{formatCount(partition.rows)}</Table.Td>
                {withBefore && (
                  <Table.Td ta="right">
                    {partition.rows_before === null ? '' : formatCount(partition.rows_before)}
                  </Table.Td>
                )}
                <Table.Td ta="right">{formatShare(partition.rows, total)}</Table.Td>
              </Table.Tr>
            ))}
            {rest.length > 0 && (
              <Table.Tr>
                <Table.Td colSpan={partitionBy.length}>and {formatCount(rest.length)} more</Table.Td>
                <Table.Td ta="right">{formatCount(sum(rest))}</Table.Td>
                {withBefore && <Table.Td />}
                <Table.Td ta="right">{formatShare(sum(rest), total)}</Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
        {tellsApart && (
          // The table beside it says the same to who cannot see it.
          <div className={classes['chart']} aria-hidden="true">
            <Suspense fallback={null}>
              <PartitionChart bars={shown.map(barOf)} withBefore={withBefore} />
            </Suspense>
          </div>
        )}
      </div>
      <p className={classes['note']}>
        {formatCounted(total, 'row')} in {formatCounted(sorted.length, 'partition')}
        {rest.length > 0 && `, the ${mostShown} largest shown`}.
      </p>
    </section>
  );

  function barOf({ values, rows, rows_before: before }: Partition): { name: string; now: number; before: number } {
    return { name: telling.map((column) => values[column] ?? 'null').join(' / '), now: rows, before: before ?? 0 };
  }
}

const sum = (partitions: readonly Partition[]): number => partitions.reduce((total, { rows }) => total + rows, 0);
