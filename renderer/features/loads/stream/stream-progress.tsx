/** A stream at the foot of the window: it has no end to be near to, so its state and speed are told. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WatchedTask } from '../../../engine/tasks.tsx';
import { formatCount } from '../../../ui/format.ts';
import { StandingMark } from './standing-mark.tsx';
import { useStreams } from './streams-context.tsx';

export function StreamProgress({ task }: { task: WatchedTask }): ReactNode {
  const { view, show } = useStreams();
  const status = task.progress?.stream;
  if (status === undefined) return null;
  return (
    <>
      <span>{status.topic}</span>
      <StandingMark standing={status.state} />
      {status.state === 'consuming' && <span>{formatCount(Math.round(status.messages_per_second))}/s</span>}
      {view.view !== 'stream' && (
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => show({ view: 'stream', run: status.stream, name: null })}
        >
          Watch it
        </Button>
      )}
    </>
  );
}
