/** Streams that run, and those that ended by a fault, above the list of loads. */
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DeskError } from '../../../../electron/contract/errors.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount } from '../../../ui/format.ts';
import classes from '../underway.module.css';
import { totalLag } from './stream-bins.ts';
import { StandingMark } from './standing-mark.tsx';
import { standingOf } from './stream-words.ts';
import { useStreams, type StreamRun } from './streams-context.tsx';
import { useStreamActs } from './use-stream-acts.ts';

export function StreamsUnderway(): ReactNode {
  const { runs, read } = useStreams();
  const shown = runs.filter(
    ({ task }) => task.state === 'running' || (task.state === 'failed' && !read.has(task.task)),
  );
  if (shown.length === 0) return null;
  return (
    <section className={classes['underway']} aria-label="Streams under way">
      {shown.map((run) =>
        run.task.state === 'failed' ? <Failed key={run.task.task} run={run} /> : <Line key={run.task.task} run={run} />,
      )}
    </section>
  );
}

function Line({ run }: { run: StreamRun }): ReactNode {
  const { show } = useStreams();
  const { steps, error, forget } = useStreamActs(run, undefined, true);
  const { topic, stream, messages, messages_per_second: rate, quarantined } = run.status;
  const lag = totalLag(run.status);
  return (
    <div className={classes['line']}>
      <b>{topic}</b>
      <Text size="sm" component="span">
        <StandingMark standing={standingOf(run)} /> · {formatCount(messages)} messages · {formatCount(Math.round(rate))}
        /s
        {lag !== null && ` · ${formatCount(lag)} waiting`}
        {quarantined > 0 && ` · ${formatCount(quarantined)} quarantined`}
      </Text>
      {error !== null && <ErrorNotice error={error} actions={[{ label: 'Close', run: forget }]} />}
      <Button size="compact-xs" onClick={() => show({ view: 'stream', run: stream, name: null })}>
        Watch it
      </Button>
      {steps.map(({ id, label, busy, run: act }) => (
        <Button
          key={id}
          variant="default"
          size="compact-xs"
          disabled={busy}
          onClick={act}
          aria-label={`${label} ${topic}`}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function Failed({ run: { task, status } }: { run: StreamRun }): ReactNode {
  const { show, markRead, memory } = useStreams();
  return (
    <div className={classes['answer']}>
      <Text size="sm" fw={600}>
        {status.topic} is no longer taken in
      </Text>
      <ErrorNotice
        error={task.failure === null ? null : DeskError.from(task.failure)}
        actions={[
          {
            label: 'Take it in again…',
            run: () => {
              memory.aboutTo(status);
              show({ view: 'form' });
            },
          },
          { label: 'What it took', run: () => show({ view: 'stream', run: status.stream, name: null }) },
          { label: 'Close', run: () => markRead(task.task) },
        ]}
      />
    </div>
  );
}
