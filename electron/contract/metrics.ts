/** The engine's metrics as a monitoring server reads them. */
import { z } from 'zod';

/** Prometheus's text format 0.0.4, or OpenMetrics 1.0. */
export const expositionFormatSchema = z.enum(['prometheus', 'openmetrics']);
export type ExpositionFormat = z.infer<typeof expositionFormatSchema>;

export const expositionSchema = z.object({
  /** As the HTTP header wants it. */
  content_type: z.string(),
  text: z.string(),
});
export type Exposition = z.infer<typeof expositionSchema>;
