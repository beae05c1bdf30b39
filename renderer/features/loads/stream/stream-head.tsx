/** Which stream, its state in words, and what can be done with it now. */
import { Button, Group, Kbd, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { useCommands } from '../../../app/commands.tsx';
import { useLinkState } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatExactTime } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { StandingMark } from './standing-mark.tsx';
import { isAway, notKnownSentence, reviewWords, standingOf, standingSentence } from './stream-words.ts';
import classes from './stream-view.module.css';
import { useStreamActs } from './use-stream-acts.ts';
import { useToQuarantine } from './use-to-quarantine.ts';
import type { StreamRun } from './streams-context.tsx';

interface StreamHeadProps {
  readonly summary: StreamSummary | undefined;
  readonly run: StreamRun | undefined;
  /** Whether the engine has said which streams it runs. */
  readonly isKnown: boolean;
}

export function StreamHead({ summary, run, isKnown }: StreamHeadProps): ReactNode {
  const link = useLinkState();
  const acts = useStreamActs(run, summary, isKnown);
  const review = useToQuarantine(summary);
  const steps = [
    ...acts.steps,
    ...(summary === undefined || summary.quarantined === 0
      ? []
      : [
          {
            id: 'stream.review',
            label: reviewWords(summary),
            keys: 'R',
            primary: !acts.isRunning,
            busy: review.busy,
            run: review.go,
          },
        ]),
  ];
  useCommands(
    steps.map(({ id, label, keys, busy, run: act }) => ({
      id,
      label,
      group: 'Stream',
      keys,
      disabled: busy,
      run: act,
    })),
  );
  const topic = run?.status.topic ?? summary?.name.topic ?? '';
  const group = run?.status.group ?? summary?.name.group ?? '';
  const standing = run !== undefined ? standingOf(run) : isKnown ? 'stopped' : 'not known';
  const error = acts.error ?? review.error;
  const forget = (): void => {
    acts.forget();
    review.forget();
  };
  return (
    <header className={classes['head']}>
      <div className={classes['title']}>
        <h1>{topic}</h1>
        <span role="status">
          <StandingMark standing={standing} />
        </span>
        <Text size="sm" c="dimmed">
          group {group}
          {run !== undefined && ` · since ${formatExactTime(run.status.started_at)}`}
        </Text>
        <Group gap="xs" ml="auto">
          {steps.map(({ id, label, keys, primary, busy, run: act }) => (
            <Button
              key={id}
              {...(primary ? {} : { variant: 'default' })}
              disabled={busy}
              onClick={act}
              rightSection={<Kbd>{keys}</Kbd>}
            >
              {label}
            </Button>
          ))}
        </Group>
      </div>
      {standing === 'not known' && link === 'reconnecting' && (
        <Notice tone="warn" icon={IconPlugConnectedX} role="alert">
          <Text size="sm">The engine does not answer just now. {notKnownSentence}</Text>
        </Notice>
      )}
      {run !== undefined && isAway(standing) && (
        <Notice tone="warn" icon={IconPlugConnectedX} role="alert">
          <Text size="sm">{standingSentence(run)}</Text>
        </Notice>
      )}
      {run !== undefined && standing === 'failed' && (
        <Notice tone="bad" icon={IconAlertTriangle} role="alert">
          <Text size="sm">{standingSentence(run)}</Text>
        </Notice>
      )}
      {run !== undefined && !isAway(standing) && standing !== 'failed' && (
        <Text size="sm" c="dimmed">
          {standingSentence(run)}
        </Text>
      )}
      {run !== undefined && (
        <Text size="sm" c="dimmed">
          To <span className="mono">{run.status.target}</span>
        </Text>
      )}
      {error !== null && <ErrorNotice error={error} actions={[{ label: 'Close', run: forget }]} />}
    </header>
  );
}
