/** The last minutes of a stream: how fast, how far behind, how long a batch takes, how large it is, what fails. */
import { LineChart } from '@mantine/charts';
import type { ReactNode } from 'react';
import { formatCompact, formatCount, formatSeconds } from '../../../ui/format.ts';
import type { Point } from './stream-bins.ts';
import classes from './stream-view.module.css';

type Measure = Exclude<keyof Point, 'at'>;

interface ChartProps {
  readonly title: string;
  readonly points: readonly Point[];
  readonly lines: readonly { readonly measure: Measure; readonly name: string; readonly color: string }[];
  readonly write: (value: number) => string;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

const percent = (value: number): string => `${formatCount(Math.round(value * 10) / 10)} %`;

export function StreamCharts({ points }: { points: readonly Point[] }): ReactNode {
  return (
    <>
      <Chart
        title="Messages a second"
        points={points}
        lines={[{ measure: 'perSecond', name: 'Messages a second', color: 'var(--desk-accent)' }]}
        write={formatCompact}
      />
      <Chart
        title="Waiting in the topic"
        points={points}
        lines={[{ measure: 'lag', name: 'Waiting', color: 'var(--desk-selected-line)' }]}
        write={formatCompact}
      />
      <Chart
        title="Seconds a batch takes"
        points={points}
        lines={[
          { measure: 'longestSeconds', name: 'Longest', color: 'var(--desk-control-line)' },
          { measure: 'meanSeconds', name: 'Mean', color: 'var(--desk-accent)' },
        ]}
        write={formatSeconds}
      />
      <Chart
        title="Messages in a batch"
        points={points}
        lines={[{ measure: 'batchSize', name: 'Mean', color: 'var(--desk-accent)' }]}
        write={(value) => formatCount(Math.round(value))}
      />
      <Chart
        title="Quarantined, of all messages"
        points={points}
        lines={[{ measure: 'quarantined', name: 'Quarantined', color: 'var(--desk-bad)' }]}
        write={percent}
      />
    </>
  );
}

function Chart({ title, points, lines, write }: ChartProps): ReactNode {
  const data = points.map((point) => ({
    time: clock.format(point.at),
    ...Object.fromEntries(lines.map(({ measure, name }) => [name, point[measure]])),
  }));
  return (
    <figure className={classes['chart']}>
      <figcaption>{title}</figcaption>
      <div role="img" aria-label={spoken(title, points, lines[0]?.measure, write)}>
        <LineChart
          h={112}
          data={data}
          dataKey="time"
          series={lines.map(({ name, color }) => ({ name, color }))}
          curveType="linear"
          strokeWidth={1.5}
          dotProps={{ r: 1.5, strokeWidth: 0 }}
          activeDotProps={{ r: 3, strokeWidth: 0 }}
          connectNulls={false}
          withLegend={false}
          gridAxis="x"
          textColor="var(--desk-ink-3)"
          gridColor="var(--desk-line-2)"
          valueFormatter={write}
          yAxisProps={{ width: 52, tickCount: 3, domain: [0, 'auto'] }}
          xAxisProps={{ minTickGap: 60, tickMargin: 4 }}
          lineProps={{ isAnimationActive: false }}
          tooltipAnimationDuration={0}
          lineChartProps={{ accessibilityLayer: false, margin: { top: 6, right: 6, bottom: 0, left: 0 } }}
        />
      </div>
    </figure>
  );
}

/** What the line shows, for those who do not see it. */
function spoken(
  title: string,
  points: readonly Point[],
  measure: Measure | undefined,
  write: (value: number) => string,
): string {
  const values = measure === undefined ? [] : points.flatMap((point) => point[measure] ?? []);
  const last = values.at(-1);
  if (last === undefined) return `${title}: nothing yet`;
  return `${title}: ${write(last)} at the last, ${write(Math.max(...values))} at most in the last minutes`;
}
