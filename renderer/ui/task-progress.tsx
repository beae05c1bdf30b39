/** Long work as it is: what it does, how far it is, how fast, how long yet, and the way to stop it. Nothing is guessed. */
import { Button, Progress as Bar, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Progress } from '../../electron/contract/words.ts';
import { useAct } from '../engine/use-act.ts';
import type { WatchedTask } from '../engine/tasks.tsx';
import { formatBytes, formatCount, formatDuration } from './format.ts';
import classes from './task-progress.module.css';

export function TaskProgress({ task, compact = false }: { task: WatchedTask; compact?: boolean }): ReactNode {
  const cancel = useAct('task.cancel');
  const { progress } = task;
  // Asked for, and not over yet: what is under way is rolled back first.
  const stopping = cancel.isPending || cancel.data?.cancelled === true;
  const share = shareOf(progress);
  return (
    <div className={classes['task']} data-compact={compact} role="group" aria-label={phaseOf(task)}>
      <Text size="sm" className={classes['phase'] ?? ''} {...(stopping ? { role: 'status' } : {})}>
        {stopping ? 'cancelling…' : phaseOf(task)}
      </Text>
      <Bar.Root className={classes['bar'] ?? ''} size={5} transitionDuration={0}>
        <Bar.Section
          value={share === null ? 100 : share * 100}
          striped={share === null}
          aria-label={phaseOf(task)}
          {...(share === null ? { 'aria-valuetext': 'how much there is to do is not known' } : {})}
        />
      </Bar.Root>
      <Text size="sm" c="dimmed" className={classes['numbers'] ?? ''}>
        {progress === null ? 'starting' : numbersOf(progress, task.seen)}
      </Text>
      <Button
        variant="default"
        size="compact-xs"
        disabled={stopping}
        onClick={() => cancel.mutate({ task: task.task })}
      >
        Cancel
      </Button>
    </div>
  );
}

function shareOf(progress: Progress | null): number | null {
  const total = progress?.total ?? 0;
  return progress === null || total === 0 ? null : Math.min(1, progress.done / total);
}

const phaseOf = ({ method, progress }: WatchedTask): string => progress?.phase ?? words[method] ?? 'Working';

const words: Readonly<Record<string, string>> = {
  'load.start': 'Loading',
  'check.run': 'Checking',
  'publish.run': 'Publishing',
  'audit.export': 'Exporting the trail',
  'audit.verify': 'Verifying the trail',
};

function numbersOf({ done, total, unit }: Progress, seen: WatchedTask['seen']): string {
  if (unit === 'percent') return `${Math.floor(done)} %`;
  const amount = (count: number): string => (unit === 'bytes' ? formatBytes(count) : formatCount(count));
  const parts = [`${amount(done)}${total === null ? '' : ` of ${amount(total)}`}${unit === 'bytes' ? '' : ` ${unit}`}`];
  const seconds = seen === null ? 0 : (performance.now() - seen.at) / 1000;
  const rate = seen === null || seconds < 0.5 ? 0 : (done - seen.done) / seconds;
  if (rate > 0) {
    parts.push(`${amount(Math.round(rate))}/s`);
    if (total !== null && total > done) parts.push(`${formatDuration((total - done) / rate)} left`);
  }
  return parts.join(' · ');
}
