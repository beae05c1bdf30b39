/** The batches of a stream, newest first, page by page: each is a load like any other. */
import { Anchor, Pagination, SegmentedControl, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Load } from '../../../../electron/contract/load.ts';
import type { StreamName, StreamSummary } from '../../../../electron/contract/stream.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCompact, formatCount, formatExactTime } from '../../../ui/format.ts';
import { RowStanding } from '../list-row.tsx';
import { stateOf } from '../load-words.ts';
import classes from './stream-view.module.css';
import { rangeWords } from './stream-words.ts';
import { useStreams } from './streams-context.tsx';
import { useShowQuarantine } from './use-to-quarantine.ts';

interface BatchTableProps {
  readonly name: StreamName;
  readonly summary: StreamSummary;
}

type Only = 'all' | 'quarantined' | 'unpublished';

const pageLength = 50;

export function BatchTable({ name, summary }: BatchTableProps): ReactNode {
  const [only, setOnly] = useState<Only>('all');
  const [page, setPage] = useState(1);
  const asked = useQuestion(
    'stream.loads',
    { name, only, limit: pageLength, offset: (page - 1) * pageLength },
    { keepLast: true },
  );
  const pages = Math.max(1, Math.ceil((asked.data?.total ?? 0) / pageLength));
  const choices: { value: Only; label: string }[] = [
    { value: 'all', label: `All ${formatCompact(summary.batches)}` },
    { value: 'quarantined', label: `With quarantine ${formatCompact(summary.quarantined_batches)}` },
    { value: 'unpublished', label: `Not in bronze ${formatCompact(summary.unpublished_batches)}` },
  ];
  return (
    <section aria-labelledby="batches">
      <div className={classes['batchHead']}>
        <h2 id="batches">Batches</h2>
        <SegmentedControl
          transitionDuration={0}
          aria-label="Which batches"
          value={only}
          onChange={(value) => {
            setOnly(value);
            setPage(1);
          }}
          data={choices}
        />
      </div>
      {asked.error !== null && <ErrorNotice error={asked.error} />}
      {asked.data?.total === 0 && (
        <Text size="sm" c="dimmed">
          There is no such batch.
        </Text>
      )}
      {asked.data !== undefined && asked.data.total > 0 && (
        <>
          <Table className={classes['table'] ?? ''} aria-label="Batches, newest first">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Taken</Table.Th>
                <Table.Th>Offsets</Table.Th>
                <Table.Th ta="right">Messages</Table.Th>
                <Table.Th ta="right">Quarantined</Table.Th>
                <Table.Th>Standing</Table.Th>
                <Table.Th>By</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {asked.data.loads.map((load) => (
                <BatchRow key={load.id} load={load} />
              ))}
            </Table.Tbody>
          </Table>
          {pages > 1 && (
            <Pagination
              mt="xs"
              size="sm"
              total={pages}
              value={page}
              onChange={setPage}
              getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
            />
          )}
        </>
      )}
    </section>
  );
}

function BatchRow({ load }: { load: Load }): ReactNode {
  const { openLoad } = useStreams();
  const review = useShowQuarantine();
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component="button" type="button" size="sm" onClick={() => openLoad(load.id)}>
          {formatExactTime(load.loaded_at)}
        </Anchor>
      </Table.Td>
      <Table.Td>{rangeWords(load.stream?.ranges ?? [])}</Table.Td>
      <Table.Td ta="right">{formatCount(load.records + load.rejects)}</Table.Td>
      <Table.Td ta="right">
        {load.quarantined === 0 ? (
          '0'
        ) : (
          <Anchor
            component="button"
            type="button"
            size="sm"
            aria-label={`Review the ${formatCount(load.quarantined)} quarantined of ${formatExactTime(load.loaded_at)}`}
            onClick={() => review(load)}
          >
            {formatCount(load.quarantined)}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <RowStanding {...stateOf(load, undefined)} />
      </Table.Td>
      <Table.Td>{load.loaded_by}</Table.Td>
    </Table.Tr>
  );
}
