/** What the engine tells everyone without being asked. Ids and counts only, never values. */
import { z } from 'zod';
import { taskSchema } from './task.ts';
import { loadIdSchema } from './words.ts';

export const deskEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('task.changed'), task: taskSchema }),
  z.object({ event: z.literal('load.changed'), load: loadIdSchema }),
  z.object({ event: z.literal('load.published'), load: loadIdSchema }),
]);
export type DeskEvent = z.infer<typeof deskEventSchema>;
