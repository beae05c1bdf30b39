/** What waits, by partition of ours. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import classes from './stream-view.module.css';
import type { StreamRun } from './streams-context.tsx';

export function LagList({ run: { status, task } }: { run: StreamRun }): ReactNode {
  if (task.state !== 'running') return null;
  const { lag } = status;
  const most = Math.max(1, ...(lag ?? []).map(({ messages }) => messages));
  return (
    <section aria-labelledby="lag" className={classes['chart']}>
      <h2 id="lag" className={classes['caption']}>
        Waiting, by partition
      </h2>
      {lag === null ? (
        <Text size="sm" c="dimmed">
          Not known while the broker does not answer.
        </Text>
      ) : lag.length === 0 ? (
        <Text size="sm" c="dimmed">
          No partition is ours: others of the group have them all.
        </Text>
      ) : (
        <ul className={classes['lag']}>
          {lag.map(({ partition, messages }) => (
            <li key={partition}>
              <span>partition {partition}</span>
              <i aria-hidden="true">
                <b style={{ width: `${(100 * messages) / most}%` }} />
              </i>
              <span>{formatCount(messages)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
