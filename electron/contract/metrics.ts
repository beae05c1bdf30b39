/** Counters and histograms as the engine keeps them, ready to be served in Prometheus's words. */
import { z } from 'zod';

export const metricSchema = z.object({
  name: z.string(),
  help: z.string(),
  type: z.enum(['counter', 'histogram']),
  samples: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      value: z.number(),
      /** Histograms only: cumulative counts by upper bound, and the number of observations; `value` is their sum. */
      buckets: z.array(z.object({ le: z.number().nullable(), count: z.number() })).optional(),
      count: z.number().optional(),
    }),
  ),
});
export type Metric = z.infer<typeof metricSchema>;
