/** Loads: what comes in, how it would be read, what came of it. */
import { Button, Kbd, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useWhereabouts } from '../../app/places.ts';
import { useRunningTasks } from '../../engine/tasks.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Panes } from '../../ui/panes.tsx';
import { LoadDetails } from './details/load-details.tsx';
import { FirstStart } from './first-start.tsx';
import { useIncoming } from './incoming.tsx';
import { entriesOf, streamKey, type ListEntry } from './list-entries.ts';
import { LoadList } from './load-list.tsx';
import { ObjectSource } from './object-source.tsx';
import { useQueuedLoads } from './load-queue-context.tsx';
import classes from './loads.module.css';
import { PreviewPlace } from './preview/preview-place.tsx';
import { PutAside } from './preview/put-aside.tsx';
import { StreamDetails } from './stream/stream-details.tsx';
import type { LookedAt } from './stream/stream-identity.ts';
import { StreamsUnderway } from './stream/streams-underway.tsx';
import { useStreams } from './stream/streams-context.tsx';
import { Underway } from './underway.tsx';

/** Not in the window's first paint: most people load files. */
const StreamForm = lazy(async () => ({ default: (await import('./stream/stream-form.tsx')).StreamForm }));
const StreamView = lazy(async () => ({ default: (await import('./stream/stream-view.tsx')).StreamView }));

export function LoadsPlace(): ReactNode {
  const { paths, isInFront, pick, problem } = useIncoming();
  return (
    <div className={classes['view']}>
      {problem !== null && (
        <div className={classes['notice']}>
          <ErrorNotice error={problem} actions={[{ label: 'Choose files…', run: () => void pick() }]} />
        </div>
      )}
      {paths.length > 0 && !isInFront && <PutAside />}
      <div className={classes['body']}>{isInFront ? <PreviewPlace key={paths.join('\n')} /> : <LoadsOrStream />}</div>
    </div>
  );
}

function LoadsOrStream(): ReactNode {
  const { view } = useStreams();
  if (view.view === 'none') return <WhatCameIn />;
  return (
    <Suspense fallback={null}>
      {view.view === 'form' ? <StreamForm /> : <StreamView key={keyOf(view)} lookedAt={view} />}
    </Suspense>
  );
}

/** The same once a run that is looked at is known by its name. */
const keyOf = ({ run, name }: LookedAt): string => run ?? (name === null ? '' : streamKey(name));

function WhatCameIn(): ReactNode {
  const { loads, streams, error } = useCurrentLoad();
  const { pick } = useIncoming();
  const { show, runs } = useStreams();
  const { info } = useShell();
  const [asking, setAsking] = useState(false);
  const queued = useQueuedLoads();
  const running = useRunningTasks().some(({ method }) => method === 'load.start');
  useCommands([
    { id: 'loads.pick', label: 'Choose files…', group: 'Loads', keys: 'O', run: () => void pick() },
    { id: 'loads.topic', label: 'Take in a topic…', group: 'Loads', keys: 'T', run: () => show({ view: 'form' }) },
    {
      id: 'loads.bucket',
      label: 'Load from an object store…',
      group: 'Loads',
      keys: 'B',
      disabled: info.objects.length === 0,
      run: () => setAsking(true),
    },
  ]);
  if (loads === undefined || streams === undefined) return error === null ? null : <ErrorNotice error={error} />;
  const isEmpty = loads.length === 0 && streams.length === 0 && !runs.some(({ task }) => task.state === 'running');
  const isFirst = isEmpty && !running && queued.every(({ state }) => state !== 'loading');
  return (
    <div className={classes['view']}>
      {asking && <ObjectSource onClose={() => setAsking(false)} />}
      <StreamsUnderway />
      <Underway />
      <div className={classes['body']}>
        {isFirst ? <FirstStart /> : <LoadsAndDetails onBucket={() => setAsking(true)} />}
      </div>
    </div>
  );
}

function LoadsAndDetails({ onBucket }: { onBucket: () => void }): ReactNode {
  const { info } = useShell();
  const { loads = [], streams = [], loaded, error } = useCurrentLoad();
  const { loadId } = useWhereabouts();
  const { pick } = useIncoming();
  const { show, chosen, choose: chooseStream, openLoad } = useStreams();
  const details = useRef<HTMLDivElement>(null);
  const entries = entriesOf(loads, streams);
  // At once, not when its details have come: several presses of a key must not be lost on the way.
  const ofLoad = loadId ?? loaded?.load.id;
  const batchOf = loaded?.load.stream ?? null;
  const first = loadId === null && loads.length === 0 ? streams[0] : undefined;
  const stream = streams.find(({ name }) => streamKey(name) === chosen) ?? first;
  const key = stream === undefined ? undefined : streamKey(stream.name);
  const chosenId = key ?? (batchOf !== null && loaded?.load.id === ofLoad ? streamKey(batchOf) : ofLoad);
  const opened = key ?? loaded?.load.id;
  // The details of another load begin at their beginning.
  // With braces: browsers have begun to return a promise here, which React would take for a clean-up.
  useEffect(() => {
    details.current?.parentElement?.scrollTo({ top: 0 });
  }, [opened]);
  if (entries.length === 0) {
    return (
      <EmptyState icon={IconDownload} title="The first load is on its way">
        When it has come in, its receipt stands here: every line of a file, every message of a topic, accounted for.
      </EmptyState>
    );
  }
  const choose = (entry: ListEntry): void => {
    if (entry.kind === 'stream') chooseStream(entry.id);
    else openLoad(entry.id);
  };
  const open = (entry: ListEntry): void => {
    if (entry.kind === 'stream') show({ view: 'stream', run: entry.stream.running, name: entry.stream.name });
    else focusFirst(details.current);
  };
  return (
    <Panes
      id="loads"
      right={{
        id: 'details',
        label: 'The chosen load',
        size: 470,
        minSize: 380,
        content: (
          <div ref={details} tabIndex={-1} className={classes['details']}>
            {stream !== undefined ? (
              <StreamDetails key={key} stream={stream} />
            ) : (
              loaded !== undefined && <LoadDetails key={loaded.load.id} loaded={loaded} />
            )}
          </div>
        ),
      }}
    >
      <div className={classes['view']}>
        <div className={classes['head']}>
          <h1>{headWords(loads.length, streams.length)}</h1>
          <Text size="sm" c="dimmed" className={classes['hint'] ?? ''}>
            Drop files anywhere on the window.
          </Text>
          <Button variant="default" ml="auto" onClick={() => show({ view: 'form' })} rightSection={<Kbd>T</Kbd>}>
            Take in a topic…
          </Button>
          {info.objects.length > 0 && (
            <Button variant="default" onClick={onBucket} rightSection={<Kbd>B</Kbd>}>
              From a bucket…
            </Button>
          )}
          <Button variant="default" onClick={() => void pick()} rightSection={<Kbd>O</Kbd>}>
            Choose files…
          </Button>
        </div>
        {error !== null && <ErrorNotice error={error} />}
        <LoadList entries={entries} chosenId={chosenId} onChoose={choose} onOpen={open} />
      </div>
    </Panes>
  );
}

const headWords = (loads: number, streams: number): string =>
  streams === 0
    ? formatCounted(loads, 'load')
    : loads === 0
      ? formatCounted(streams, 'stream')
      : `${formatCounted(loads, 'load')}, ${formatCounted(streams, 'stream')}`;

/** On what there is to do with the load; on its details where there is nothing. */
function focusFirst(details: HTMLElement | null): void {
  const act = details?.querySelector<HTMLElement>('button:not(:disabled), a[href], input');
  (act ?? details)?.focus();
}
