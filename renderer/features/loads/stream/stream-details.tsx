/** A stream chosen in the list: what came of it, and the way on. */
import { Button, Group, Kbd, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { CopyValue } from '../../../ui/copy-value.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount, formatCounted, formatExactTime } from '../../../ui/format.ts';
import detailClasses from '../details/details.module.css';
import { messagesInBatches, reviewWords } from './stream-words.ts';
import { useStreams } from './streams-context.tsx';
import { useToQuarantine } from './use-to-quarantine.ts';
import { useCommands } from '../../../app/commands.tsx';

export function StreamDetails({ stream }: { stream: StreamSummary }): ReactNode {
  const { show } = useStreams();
  const review = useToQuarantine(stream);
  const open = (): void => show({ view: 'stream', run: stream.running, name: stream.name });
  useCommands([
    {
      id: 'loads.review',
      label: reviewWords(stream),
      group: 'Loads',
      keys: 'R',
      disabled: stream.quarantined === 0,
      run: review.go,
    },
  ]);
  return (
    <article className={detailClasses['load']}>
      <header>
        <h2 className={detailClasses['title']}>{stream.name.topic}</h2>
        <Text size="sm" c="dimmed">
          {messagesInBatches(stream.messages, stream.batches)}, from {formatExactTime(stream.first_at)} to{' '}
          {formatExactTime(stream.last_at)}
        </Text>
      </header>
      <div className={detailClasses['next']}>
        <Text size="sm">
          {stream.quarantined === 0
            ? 'Nothing of it waits for a decision.'
            : `${formatCount(stream.quarantined)} wait for a decision, in ${formatCounted(stream.quarantined_batches, 'batch', 'batches')}.`}
          {stream.unpublished_batches > 0 &&
            ` Of ${formatCounted(stream.unpublished_batches, 'batch', 'batches')} nothing stands in bronze.`}
        </Text>
        {review.error !== null && (
          <ErrorNotice error={review.error} actions={[{ label: 'Close', run: review.forget }]} />
        )}
        <Group gap="xs">
          <Button onClick={open} rightSection={<Kbd>↵</Kbd>}>
            {stream.running === null ? 'Look at its batches' : 'Watch it'}
          </Button>
          {stream.quarantined > 0 && (
            <Button variant="default" disabled={review.busy} onClick={review.go} rightSection={<Kbd>R</Kbd>}>
              {reviewWords(stream)}
            </Button>
          )}
        </Group>
      </div>
      <section className={detailClasses['section']} aria-label="Where it comes from">
        <h3>Where it comes from</h3>
        <dl className={detailClasses['facts']}>
          <dt>Group</dt>
          <dd>{stream.name.group}</dd>
          <dt>Cluster</dt>
          <dd>
            <CopyValue value={stream.name.cluster} label="the cluster’s id" />
          </dd>
          <dt>Topic’s id</dt>
          <dd>
            <CopyValue value={stream.name.topic_id} label="the topic’s id" />
          </dd>
          <dt>Records</dt>
          <dd>{formatCount(stream.records)}</dd>
          <dt>Rejects</dt>
          <dd>{formatCount(stream.rejects)}</dd>
          <dt>Excluded</dt>
          <dd>{formatCount(stream.excluded)}</dd>
        </dl>
      </section>
    </article>
  );
}
