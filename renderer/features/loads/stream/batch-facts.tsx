/** Where a batch came from: a stretch of a topic, and the way back to the whole stream. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Load } from '../../../../electron/contract/load.ts';
import type { BatchSource } from '../../../../electron/contract/stream.ts';
import { CopyValue } from '../../../ui/copy-value.tsx';
import { formatBytes, formatCount, formatCounted } from '../../../ui/format.ts';
import classes from '../details/details.module.css';
import { useStreams } from './streams-context.tsx';

export function BatchFacts({ load, stream }: { load: Load; stream: BatchSource }): ReactNode {
  const { show } = useStreams();
  const { cluster, topic, topic_id: topicId, group, ranges, tombstones } = stream;
  return (
    <dl className={classes['facts']}>
      <dt>Topic</dt>
      <dd>
        {topic}{' '}
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => show({ view: 'stream', run: null, name: { cluster, topic, topic_id: topicId, group } })}
        >
          The whole stream
        </Button>
      </dd>
      <dt>Group</dt>
      <dd>{group}</dd>
      <dt>Offsets</dt>
      <dd>
        <ul className={classes['notes']}>
          {ranges.map(({ partition, first_offset: first, last_offset: last, messages }) => (
            <li key={partition}>
              partition {partition}: {formatCount(first)} to {formatCount(last)}, {formatCounted(messages, 'message')}
            </li>
          ))}
        </ul>
      </dd>
      <dt>Size</dt>
      <dd>
        {formatBytes(load.bytes)}
        {tombstones > 0 && `, ${formatCounted(tombstones, 'tombstone')}`}
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <CopyValue value={load.sha256} label="the batch's SHA-256" shown={24} />
      </dd>
    </dl>
  );
}
