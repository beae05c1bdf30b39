/** Everything that was done to a record or a reject since the source, in order: what, when, by whom and why. */
import type { ReactNode } from 'react';
import type { Output } from '../../../../electron/contract/methods.ts';
import { formatExactTime, formatTime } from '../../../ui/format.ts';
import classes from './history-list.module.css';
import { ShownChange } from './shown-change.tsx';

type RecordEvent = Output<'record.get'>['history'][number];

interface HistoryListProps {
  readonly history: readonly RecordEvent[];
  readonly loaded: { readonly at: string; readonly by: string } | null;
  /** Where it comes from: `mtsamples.csv, line 1,212`. */
  readonly origin: string;
}

const actionWords: Readonly<Record<string, string>> = {
  correct: 'Corrected',
  waive: 'Waived',
  exclude: 'Excluded',
  reinstate: 'Reinstated',
  repair: 'Repaired',
  undo: 'Undone',
  expire: 'The waiver ended',
};

export function HistoryList({ history, loaded, origin }: HistoryListProps): ReactNode {
  const changedBefore = new Set<string>();
  return (
    <ol className={classes['history']} aria-label="History">
      {loaded !== null && (
        <li>
          <Moment at={loaded.at} />
          <div>
            <p className={classes['what']}>Loaded from {origin}</p>
            <p className={classes['who']}>{loaded.by}</p>
          </div>
        </li>
      )}
      {history.map((event) => {
        const first = event.column !== null && !changedBefore.has(event.column);
        if (event.column !== null) changedBefore.add(event.column);
        return (
          <li key={event.seq}>
            <Moment at={event.at} />
            <div>
              <p className={classes['what']}>
                {actionWords[event.action] ?? event.action}
                {event.column !== null && (
                  <>
                    {' '}
                    <span className={classes['column']}>{event.column}</span>
                    {first && <span className={classes['tag']}>from the source’s value</span>}
                  </>
                )}
              </p>
              <p className={classes['change']}>
                <ShownChange column={event.column} before={event.old} after={event.new} />
              </p>
              <p className={classes['who']}>
                {event.actor}: {event.reason}
              </p>
            </div>
          </li>
        );
      })}
      {history.length === 0 && <li className={classes['none']}>Nothing was changed since.</li>}
    </ol>
  );
}

function Moment({ at }: { at: string }): ReactNode {
  return (
    <time dateTime={at} title={formatExactTime(at)} className={classes['time']}>
      {formatTime(at)}
    </time>
  );
}
