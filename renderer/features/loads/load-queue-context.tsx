/** The queue of loads for every component; it outlives the place it is shown in. */
import { createContext, use, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { LoadQueue, type QueuedLoad } from './load-queue.ts';

const QueueContext = createContext<LoadQueue | null>(null);

export function LoadQueueProvider({ children }: { children: ReactNode }): ReactNode {
  const link = useEngine();
  const [queue] = useState(() => new LoadQueue(link));
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
