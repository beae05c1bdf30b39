/** From a batch of a stream that is decided on to the next one that is not: they are reviewed one by one. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BatchSource } from '../../../electron/contract/stream.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { formatCount } from '../../ui/format.ts';
import { useShowQuarantine } from '../loads/stream/use-to-quarantine.ts';

export function NextBatch({ load, stream }: { load: string; stream: BatchSource }): ReactNode {
  const { cluster, topic, topic_id, group } = stream;
  const show = useShowQuarantine();
  const asked = useQuestion('stream.loads', {
    name: { cluster, topic, topic_id, group },
    only: 'quarantined',
    // This one may still be among them for a moment.
    limit: 2,
  }).data;
  const next = asked?.loads.find(({ id }) => id !== load);
  if (asked === undefined || next === undefined) return null;
  return (
    <Button variant="default" onClick={() => show(next)}>
      {asked.total === 1
        ? 'On to the last batch with quarantine'
        : `On to the next of ${formatCount(asked.total)} batches with quarantine`}
    </Button>
  );
}
