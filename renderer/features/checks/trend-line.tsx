import { Sparkline } from '@mantine/charts';
import type { ReactNode } from 'react';

/** Failing records from check to check, as a line; the same numbers stand beside it in words. */
export function TrendLine({ failing }: { failing: number[] }): ReactNode {
  return (
    <Sparkline
      h={40}
      data={failing}
      color="var(--desk-accent)"
      curveType="linear"
      strokeWidth={1.5}
      fillOpacity={0.25}
    />
  );
}
