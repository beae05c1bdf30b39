/** What happened to a load, newest first: loaded, checked, changed, published. */
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Load } from '../../../../electron/contract/load.ts';
import { useWhereabouts } from '../../../app/places.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatExactTime, formatTime } from '../../../ui/format.ts';
import classes from './details.module.css';
import { happenings } from './happenings.ts';

const shownFirst = 6;
const askedFor = 200;

export function Timeline({ load }: { load: Load }): ReactNode {
  const { go } = useWhereabouts();
  const [all, setAll] = useState(false);
  const checks = useQuestion('check.history', { load: load.id, limit: askedFor });
  const operations = useQuestion('review.history', { load: load.id, limit: askedFor });
  const publishes = useQuestion('publish.list', { load: load.id });
  const error = checks.error ?? operations.error ?? publishes.error;
  if (error !== null) return <ErrorNotice error={error} />;
  if (checks.data === undefined || operations.data === undefined || publishes.data === undefined) return null;
  const events = happenings(load, checks.data, operations.data, publishes.data);
  const shown = all ? events : events.slice(0, shownFirst);
  return (
    <>
      <ol className={classes['timeline']}>
        {shown.map(({ id, at, who, what, reason, undone }) => (
          <li key={id}>
            <time dateTime={at} title={formatExactTime(at)}>
              {formatTime(at)}
            </time>
            <div data-undone={undone}>
              <span>
                {what}
                {undone && <em> (undone)</em>}
              </span>
              <Text size="xs" c="dimmed">
                {who}
                {reason !== null && ` · “${reason}”`}
              </Text>
            </div>
          </li>
        ))}
      </ol>
      {events.length > shownFirst && (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
          {all ? 'Only the latest' : `All ${events.length}`}
        </Button>
      )}
      <Button variant="subtle" size="compact-xs" onClick={() => go('audit', load.id)}>
        The whole trail
      </Button>
    </>
  );
}
