/** Loads that run or wait, and those that came to nothing, each with a way on. */
import { Button, Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useLinkState } from '../../engine/engine-context.tsx';
import { useTasks, type WatchedTask } from '../../engine/tasks.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { isFocusAround } from '../../ui/focus-around.ts';
import { formatTime } from '../../ui/format.ts';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { withDroppedNames } from './dropped-names.ts';
import { useIncoming } from './incoming.tsx';
import { useLoadQueue, useQueuedLoads } from './load-queue-context.tsx';
import type { QueuedLoad } from './load-queue.ts';
import { namesOf, sourceName } from './load-words.ts';
import { useStreams } from './stream/streams-context.tsx';
import classes from './underway.module.css';

export function Underway(): ReactNode {
  const queued = useQueuedLoads();
  const running = useTasks().filter(({ method, state }) => method === 'load.start' && state === 'running');
  const own = queued.find(({ state }) => state === 'loading');
  const ownTask = own === undefined ? undefined : running.find(({ task }) => !own.earlierTasks.has(task));
  const foreign = running.filter(({ task }) => task !== ownTask?.task);
  if (queued.length === 0 && foreign.length === 0) return null;
  return (
    <section className={classes['underway']} aria-label="Loads under way">
      {foreign.map((task) => (
        <Line key={task.task} title="A load begun earlier or in another window" task={task} />
      ))}
      {queued.map((item) => (
        <Queued key={item.id} item={item} task={item.id === own?.id ? ownTask : undefined} />
      ))}
    </section>
  );
}

function Line({ title, task }: { title: string; task: WatchedTask | undefined }): ReactNode {
  const link = useLinkState();
  return (
    <div className={classes['line']}>
      <b>{title}</b>
      {link !== 'connected' ? (
        <Text size="sm" role="status">
          {link === 'shut-out'
            ? 'Bronze Desk was started again. Its new window says whether this load is whole; otherwise nothing of it was kept.'
            : 'The engine does not answer just now. As soon as it does, it is said here what became of this load.'}
        </Text>
      ) : task === undefined ? (
        <Text size="sm">Beginning…</Text>
      ) : (
        <TaskProgress task={task} />
      )}
    </div>
  );
}

function Queued({ item, task }: { item: QueuedLoad; task: WatchedTask | undefined }): ReactNode {
  const queue = useLoadQueue();
  const name = namesOf(item.source.paths);
  switch (item.state) {
    case 'loading':
      return <Line title={name} task={task} />;
    case 'waiting':
      return (
        <div className={classes['line']}>
          <b>{name}</b>
          <Text size="sm" c="dimmed">
            waits for the load before it
          </Text>
          <Button variant="default" size="compact-xs" ml="auto" onClick={() => queue.remove(item.id)}>
            Do not load
          </Button>
        </div>
      );
    case 'cancelled':
      return (
        <Answer>
          <div role="status" className={classes['said']}>
            <Text size="sm">Loading {name} was cancelled. Nothing was kept.</Text>
            <div className={classes['acts']}>
              <Button variant="default" onClick={() => queue.again(item.id)}>
                Load it after all
              </Button>
              <Button variant="default" onClick={() => queue.remove(item.id)}>
                Close
              </Button>
            </div>
          </div>
        </Answer>
      );
    case 'failed':
      return item.error?.code === 'ALREADY_LOADED' ? <Duplicate item={item} name={name} /> : <Failed item={item} />;
  }
}

function Failed({ item }: { item: QueuedLoad }): ReactNode {
  const queue = useLoadQueue();
  const { receive, pick } = useIncoming();
  const without = (act: () => void) => () => {
    queue.remove(item.id);
    act();
  };
  return (
    <Answer>
      <ErrorNotice
        error={item.error === null ? null : withDroppedNames(item.error, item.source.paths)}
        actions={[
          { label: 'Load it again', run: () => queue.again(item.id) },
          { label: 'Look at the file', run: without(() => receive(item.source.paths)) },
          { label: 'Choose another…', run: without(() => void pick()) },
          { label: 'Close', run: () => queue.remove(item.id) },
        ]}
      />
    </Answer>
  );
}

/** The same bytes were loaded before, or one of the files is another's twin. */
function Duplicate({ item, name }: { item: QueuedLoad; name: string }): ReactNode {
  const queue = useLoadQueue();
  const { loads = [] } = useCurrentLoad();
  const { openLoad } = useStreams();
  const earlier = loads.find(({ id }) => id === item.error?.details?.['load']);
  const twins = item.error?.details?.['paths'];
  return (
    <Answer>
      <div role="alert" className={classes['asked']}>
        <Text size="sm">
          {earlier === undefined
            ? Array.isArray(twins)
              ? `${namesOf(twins.map(String))} hold the very same bytes: every record would be loaded twice.`
              : `The bytes of ${name} were loaded before.`
            : `These bytes were loaded on ${formatTime(earlier.loaded_at)} as ${sourceName(earlier)} by ${earlier.loaded_by}.`}{' '}
          Nothing was loaded.
        </Text>
        <div className={classes['acts']}>
          {earlier !== undefined && (
            <Button
              onClick={() => {
                queue.remove(item.id);
                openLoad(earlier.id, 'loads');
              }}
            >
              Go to that load
            </Button>
          )}
          <Button variant="default" onClick={() => queue.again(item.id, { again: true })}>
            Load again anyway
          </Button>
          <Button variant="default" onClick={() => queue.remove(item.id)}>
            Close
          </Button>
        </div>
      </div>
    </Answer>
  );
}

/** Takes the focus when it appears, unless somebody is at work elsewhere, so that its first button is a key away. */
function Answer({ children }: { children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFocusAround(box.current)) box.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div ref={box} className={classes['answer']}>
      {children}
    </div>
  );
}
