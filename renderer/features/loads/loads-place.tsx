/** Loads: what comes in, how it would be read, what came of it. */
import { Button, Kbd, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useRunningTasks } from '../../engine/tasks.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Panes } from '../../ui/panes.tsx';
import { LoadDetails } from './details/load-details.tsx';
import { FirstStart } from './first-start.tsx';
import { useIncoming } from './incoming.tsx';
import { LoadList } from './load-list.tsx';
import { useQueuedLoads } from './load-queue-context.tsx';
import classes from './loads.module.css';
import { PreviewPlace } from './preview/preview-place.tsx';
import { Underway } from './underway.tsx';

export function LoadsPlace(): ReactNode {
  const { loads, error } = useCurrentLoad();
  const { paths, pick, problem } = useIncoming();
  const queued = useQueuedLoads();
  const running = useRunningTasks().some(({ method }) => method === 'load.start');
  useCommands([{ id: 'loads.pick', label: 'Choose files…', group: 'Loads', keys: 'O', run: () => void pick() }]);
  if (paths.length > 0) return <PreviewPlace key={paths.join('\n')} paths={paths} />;
  if (loads === undefined) return error === null ? null : <ErrorNotice error={error} />;
  const isFirst = loads.length === 0 && !running && queued.every(({ state }) => state !== 'loading');
  return (
    <div className={classes['view']}>
      {problem !== null && (
        <div className={classes['notice']}>
          <ErrorNotice error={problem} actions={[{ label: 'Choose files…', run: () => void pick() }]} />
        </div>
      )}
      <Underway />
      <div className={classes['body']}>{isFirst ? <FirstStart /> : <LoadsAndDetails />}</div>
    </div>
  );
}

function LoadsAndDetails(): ReactNode {
  const { loads = [], loaded, error } = useCurrentLoad();
  const { pick } = useIncoming();
  const details = useRef<HTMLDivElement>(null);
  const opened = loaded?.load.id;
  // The details of another load begin at their beginning.
  // With braces: browsers have begun to return a promise here, which React would take for a clean-up.
  useEffect(() => {
    details.current?.parentElement?.scrollTo({ top: 0 });
  }, [opened]);
  if (loads.length === 0) {
    return (
      <EmptyState icon={IconDownload} title="The first load is on its way">
        When it has come in, its receipt stands here: every line of the file, accounted for.
      </EmptyState>
    );
  }
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
            {loaded !== undefined && <LoadDetails key={loaded.load.id} loaded={loaded} />}
          </div>
        ),
      }}
    >
      <div className={classes['view']}>
        <div className={classes['head']}>
          <h1>{formatCounted(loads.length, 'load')}</h1>
          <Text size="sm" c="dimmed">
            Drop files anywhere on the window.
          </Text>
          <Button variant="default" ml="auto" onClick={() => void pick()} rightSection={<Kbd>O</Kbd>}>
            Choose files…
          </Button>
        </div>
        {error !== null && <ErrorNotice error={error} />}
        <LoadList loads={loads} onOpen={() => focusFirst(details.current)} />
      </div>
    </Panes>
  );
}

/** On what there is to do with the load; on its details where there is nothing. */
function focusFirst(details: HTMLElement | null): void {
  const act = details?.querySelector<HTMLElement>('button:not(:disabled), a[href], input');
  (act ?? details)?.focus();
}
