/** Long work, as others see it. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';
import { progressSchema } from './words.ts';

export const taskSchema = z.object({
  task: z.string(),
  method: z.string(),
  started_at: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: progressSchema.nullable(),
  failure: failureSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;
