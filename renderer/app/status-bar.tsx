/** The foot of the window: how much of the review is done, what runs, and the keys that matter here. */
import { Kbd, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Load, Loaded } from '../../electron/contract/load.ts';
import { useLinkState } from '../engine/engine-context.tsx';
import { useRunningTasks } from '../engine/tasks.tsx';
import { StreamProgress } from '../features/loads/stream/stream-progress.tsx';
import { formatCount, formatCounted } from '../ui/format.ts';
import { TaskProgress } from '../ui/task-progress.tsx';
import { useAllCommands } from './commands.tsx';
import { useCurrentLoad } from './current-load.tsx';
import { keyCaps } from './key-caps.ts';
import classes from './status-bar.module.css';

/** A trial's own form shows it; streams have a part of the foot of their own. */
const shownElsewhere = new Set(['check.try', 'stream.consume']);

const linkWords = {
  reconnecting: 'Looking for the engine… what was saved is safe',
  'shut-out': 'Bronze Desk was started again: open the address it printed. What was saved is safe.',
};

export function StatusBar(): ReactNode {
  const { loaded } = useCurrentLoad();
  const state = useLinkState();
  const running = useRunningTasks().filter(({ method }) => !shownElsewhere.has(method));
  return (
    <footer className={classes['bar']}>
      <span role="status" className={classes['status']}>
        {(state === 'reconnecting' || state === 'shut-out') && <b className={classes['gone']}>{linkWords[state]}</b>}
      </span>
      {running.length > 0
        ? running.map((task) => <TaskProgress key={task.task} task={task} compact />)
        : loaded !== undefined && <ReviewProgress loaded={loaded} />}
      <StreamProgress />
      <KeyHints />
    </footer>
  );
}

function ReviewProgress({ loaded: { load, receipt } }: { loaded: Loaded }): ReactNode {
  if (load.checked_at === null) return <span>Not checked yet</span>;
  const done = receipt.corrected + receipt.waived + receipt.excluded;
  const all = done + receipt.quarantined;
  if (all === 0) return load.could_not_run === 0 ? null : <span>{couldNotRunWords(load)}</span>;
  return (
    <>
      <span>
        <b>{formatCount(done)}</b> done, <b>{formatCount(receipt.quarantined)}</b> left
      </span>
      <Progress
        value={(100 * done) / all}
        w={180}
        size={5}
        color="green"
        aria-label="Share of the review that is done"
      />
      <span>
        {load.could_not_run > 0
          ? couldNotRunWords(load)
          : load.stale
            ? 'Whole-table checks are out of date'
            : 'Checks current'}
      </span>
    </>
  );
}

const couldNotRunWords = ({ could_not_run: unrun }: Load): string => `${formatCounted(unrun, 'check')} could not run`;

/** The commands of the place one is in that have a key, the first few. */
function KeyHints(): ReactNode {
  const hints = useAllCommands().filter(
    ({ keys, group, disabled, quiet }) =>
      keys !== undefined && quiet !== true && group !== 'Places' && group !== 'Window' && disabled !== true,
  );
  return (
    <>
      <span className={classes['hints']}>
        {hints.slice(0, 4).map(({ id, keys = '', label }) => (
          <span key={id}>
            {keyCaps(keys).map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}{' '}
            {label.replace(/…$/, '')}
          </span>
        ))}
      </span>
      <span className={classes['allKeys']}>
        <Kbd>?</Kbd> all keys
      </span>
    </>
  );
}
