/** A load that has come in is shown where somebody waits for it, and told of wherever else they are. */
import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import { useWhereabouts } from '../../app/places.ts';
import { formatCounted } from '../../ui/format.ts';
import { useLoadQueue } from './load-queue-context.tsx';
import { sourceName } from './load-words.ts';
import { useStreams } from './stream/streams-context.tsx';

export function useLoadedNews(): void {
  const queue = useLoadQueue();
  const { go } = useWhereabouts();
  const { shown } = useStreams();
  const tell = useEffectEvent((load: Load) => {
    if (shown?.view === 'none') go('loads', load.id);
    else
      notifications.show({
        title: `${sourceName(load)} is loaded`,
        message: `${formatCounted(load.records, 'record')}, not checked yet: see Loads.`,
      });
  });
  useEffect(() => queue.onLoaded((load) => tell(load)), [queue]);
}
