/** How an expectation stood at the checks before, newest first, with the line they make. */
import { Text, Title } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { formatCount, formatTime } from '../../ui/format.ts';
import type { TrendPoint } from './check-rows.ts';
import classes from './expectation-inspector.module.css';

// Charts weigh more than all else that is drawn at the start.
const TrendLine = lazy(async () => ({ default: (await import('./trend-line.tsx')).TrendLine }));

const listed = 5;

export function Trend({ trend }: { trend: readonly TrendPoint[] }): ReactNode {
  if (trend.length < 2) return null;
  const failing = trend.map((point) => point.failing).filter((count) => count !== null);
  return (
    <section>
      <Title order={3}>At the last {Math.min(trend.length, listed)} checks</Title>
      {failing.length > 1 && (
        <div aria-hidden="true">
          <Suspense fallback={<div className={classes['line']} />}>
            <TrendLine failing={failing} />
          </Suspense>
        </div>
      )}
      <ol className={classes['history']}>
        {trend
          .slice(-listed)
          .reverse()
          .map((point) => (
            <li key={point.at}>
              <span>
                {formatTime(point.at)}{' '}
                <Text span c="dimmed">
                  by {point.actor}
                </Text>
              </span>
              <span>{pointWords(point)}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}

function pointWords({ failing, success }: TrendPoint): string {
  if (failing === null) return success ? 'held' : 'did not hold';
  return failing === 0 ? 'none failed' : `${formatCount(failing)} failed`;
}
