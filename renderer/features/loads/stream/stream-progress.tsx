/** Streams at the foot of the window: they have no end to be near to, so their state and speed are told. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWhereabouts } from '../../../app/places.ts';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { StandingMark } from './standing-mark.tsx';
import { isRunOf } from './stream-identity.ts';
import classes from './stream-progress.module.css';
import { isAway, standingOf } from './stream-words.ts';
import { useStreams, type StreamRun } from './streams-context.tsx';

export function StreamProgress(): ReactNode {
  const { runs } = useStreams();
  const running = runs.filter(({ task }) => task.state === 'running');
  const [first] = running;
  if (first === undefined) return null;
  return (
    <div className={classes['streams']} role="group" aria-label="Streams that run">
      {running.length === 1 ? <One run={first} /> : <Several runs={running} />}
    </div>
  );
}

function One({ run }: { run: StreamRun }): ReactNode {
  const { shown, show } = useStreams();
  const { topic, stream, messages_per_second: rate } = run.status;
  const isWatched = shown?.view === 'stream' && isRunOf(shown, run.status);
  return (
    <>
      <span className={classes['topic']} title={topic}>
        {topic}
      </span>
      <StandingMark standing={standingOf(run)} />
      {run.status.state === 'consuming' && <Rate rate={rate} />}
      {!isWatched && (
        <Button variant="default" size="compact-xs" onClick={() => show({ view: 'stream', run: stream, name: null })}>
          Watch it
        </Button>
      )}
    </>
  );
}

/** One line for all of them, with the state that most needs somebody. */
function Several({ runs }: { runs: readonly StreamRun[] }): ReactNode {
  const { shown, show } = useStreams();
  const { go } = useWhereabouts();
  const away = runs.find(({ status }) => isAway(status.state));
  const rate = runs.reduce((sum, { status }) => sum + status.messages_per_second, 0);
  return (
    <>
      <span>{formatCounted(runs.length, 'stream')}</span>
      {away !== undefined && <StandingMark standing={standingOf(away)} />}
      <Rate rate={rate} />
      {shown?.view !== 'none' && (
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            show({ view: 'none' });
            go('loads');
          }}
        >
          Watch them
        </Button>
      )}
    </>
  );
}

const Rate = ({ rate }: { rate: number }): ReactNode => (
  <span className={classes['rate']}>{formatCount(Math.round(rate))}/s</span>
);
