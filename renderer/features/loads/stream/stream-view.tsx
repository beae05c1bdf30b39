/** One stream: how it goes while it runs, what came of it, and the way to what needs a decision. */
import { Button, Kbd } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconArrowLeft, IconPlugConnectedX } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useCommands } from '../../../app/commands.tsx';
import { useLinkState } from '../../../engine/engine-context.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { isFocusAround } from '../../../ui/focus-around.ts';
import { BatchTable } from './batch-table.tsx';
import { LagList } from './lag-list.tsx';
import { binMs, pointsOf } from './stream-bins.ts';
import { StreamFigures } from './stream-figures.tsx';
import { StreamHead } from './stream-head.tsx';
import type { LookedAt } from './stream-identity.ts';
import classes from './stream-view.module.css';
import { notKnownSentence } from './stream-words.ts';
import { useBins, useStreams, type StreamRun } from './streams-context.tsx';
import { useLookedAt } from './use-looked-at.ts';

/** Charts are the heaviest part of the window: not in its first paint. */
const StreamCharts = lazy(async () => ({ default: (await import('./stream-charts.tsx')).StreamCharts }));

export function StreamView({ lookedAt }: { lookedAt: LookedAt }): ReactNode {
  const { show } = useStreams();
  const found = useLookedAt(lookedAt);
  const { summary, run, isKnown, error } = found;
  const isCut = useLinkState() === 'reconnecting';
  const leave = (): void => show({ view: 'none' });
  const box = useRef<HTMLDivElement>(null);
  useCommands([{ id: 'stream.leave', label: 'Back to the loads', group: 'Stream', keys: 'Escape', run: leave }]);
  useEffect(() => {
    if (isFocusAround(box.current)) box.current?.focus({ preventScroll: true });
  }, []);
  if (summary === undefined && run === undefined) {
    if (error !== null) return <ErrorNotice error={error} actions={[{ label: 'Back to the loads', run: leave }]} />;
    if (isCut) {
      return (
        <EmptyState
          icon={IconPlugConnectedX}
          title="The engine does not answer just now"
          action={<Button onClick={leave}>Back to the loads</Button>}
        >
          {notKnownSentence}
        </EmptyState>
      );
    }
    return isKnown ? (
      <EmptyState
        icon={IconPlugConnectedX}
        title="This stream is not here any more"
        action={<Button onClick={leave}>Back to the loads</Button>}
      >
        It took nothing in before the engine was started anew. Take the topic in once more.
      </EmptyState>
    ) : null;
  }
  return (
    <div ref={box} tabIndex={-1} className={classes['view']}>
      <div className={classes['back']}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} />}
          rightSection={<Kbd>Esc</Kbd>}
          onClick={leave}
        >
          All loads
        </Button>
      </div>
      <div className={classes['scroll']}>
        <StreamHead summary={summary} run={run} isKnown={isKnown} />
        <StreamFigures summary={summary} run={run} />
        {run !== undefined && <Live run={run} />}
        {summary !== undefined && <BatchTable name={summary.name} summary={summary} />}
      </div>
    </div>
  );
}

/** Time goes on while the stream says nothing. */
function Live({ run }: { run: StreamRun }): ReactNode {
  const bins = useBins(run.status.stream);
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true });
  // What is over does not go on as a line of nothing.
  const last = bins.at(-1);
  const until = run.task.state === 'running' || last === undefined ? now : last.at + binMs;
  return (
    <section className={classes['charts']} aria-label="The last minutes">
      <Suspense fallback={null}>
        <StreamCharts points={pointsOf(bins, until)} />
      </Suspense>
      <LagList run={run} />
    </section>
  );
}
