/** The queue of loads for every component; it outlives the place it is shown in. */
import { notifications } from '@mantine/notifications';
import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useWhereabouts } from '../../app/places.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { formatCounted } from '../../ui/format.ts';
import { LoadQueue, type QueuedLoad } from './load-queue.ts';
import { sourceName } from './load-words.ts';

const QueueContext = createContext<LoadQueue | null>(null);

export function LoadQueueProvider({ children }: { children: ReactNode }): ReactNode {
  const link = useEngine();
  const { place, go } = useWhereabouts();
  const [queue] = useState(() => new LoadQueue(link));
  useEffect(
    () =>
      queue.onLoaded((load) => {
        if (place === 'loads') go('loads', load.id);
        else
          notifications.show({
            title: `${sourceName(load)} is loaded`,
            message: `${formatCounted(load.records, 'record')}, not checked yet: see Loads.`,
          });
      }),
    [queue, place, go],
  );
  return <QueueContext value={queue}>{children}</QueueContext>;
}

export function useLoadQueue(): LoadQueue {
  const queue = use(QueueContext);
  if (queue === null) throw new Error('there is no queue of loads above this component');
  return queue;
}

export function useQueuedLoads(): readonly QueuedLoad[] {
  const queue = useLoadQueue();
  return useSyncExternalStore(queue.subscribe, queue.snapshot);
}
