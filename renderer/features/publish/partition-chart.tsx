/** The largest partitions as bars, with those of the last publish beside them. */
import { BarChart } from '@mantine/charts';
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';

interface PartitionChartProps {
  readonly bars: readonly { readonly name: string; readonly now: number; readonly before: number }[];
  readonly withBefore: boolean;
}

const pixelsOfBar = 24;
const pixelsAround = 56;

export function PartitionChart({ bars, withBefore }: PartitionChartProps): ReactNode {
  return (
    <BarChart
      h={bars.length * pixelsOfBar * (withBefore ? 1.4 : 1) + pixelsAround}
      data={bars.map(({ name, now, before }) => ({ name, Now: now, Before: before }))}
      dataKey="name"
      orientation="vertical"
      series={[
        { name: 'Now', color: 'var(--desk-accent)' },
        ...(withBefore ? [{ name: 'Before', color: 'var(--desk-control-line)' }] : []),
      ]}
      withLegend={withBefore}
      gridAxis="x"
      textColor="var(--desk-ink-2)"
      gridColor="var(--desk-line-2)"
      valueFormatter={formatCount}
      yAxisProps={{ width: 150, interval: 0, tickFormatter: shorten }}
      barProps={{ isAnimationActive: false, maxBarSize: 16 }}
      tooltipAnimationDuration={0}
      accessibilityLayer={false}
    />
  );
}

/** The table beside the bars has it whole. */
const shorten = (name: string): string =>
  // In one line: the chart would break it at a space.
  (name.length > 22 ? `${name.slice(0, 21)}…` : name).replaceAll(' ', '\u00A0');
