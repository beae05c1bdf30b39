/** The small vocabulary that every noun shares: ids, states, who acts and why, what a task reports. */
import { z } from 'zod';
import { batchReportSchema, streamStatusSchema } from './stream.ts';

export const loadIdSchema = z.string().min(1).max(64);

/** `<load>:<ordinal>` for a record, `<load>:r<number>` for a reject. */
export const recordIdSchema = z.string().regex(/^[^:]+:r?\d+$/, 'a record id looks like 20261123-0758-k3f9:42');

export const recordStates = ['clean', 'quarantined', 'corrected', 'waived', 'excluded'] as const;
export const recordStateSchema = z.enum(recordStates);
export type RecordState = z.infer<typeof recordStateSchema>;

/** Those in which a record may be in bronze. */
export const releasableStates = ['clean', 'corrected', 'waived'] as const satisfies readonly RecordState[];

/** Who changes something, and why. Both are demanded on every path. */
export const authorshipSchema = z.object({
  actor: z.string().trim().min(1, 'say who is making the change').max(200),
  reason: z.string().trim().min(3, 'give a reason of at least three characters').max(2_000),
});
export type Authorship = z.infer<typeof authorshipSchema>;

/** How far a task is. `total` is null while it is not known; it is never guessed. */
export const progressSchema = z.object({
  phase: z.string(),
  done: z.number().nonnegative(),
  total: z.number().nonnegative().nullable(),
  unit: z.enum(['bytes', 'rows', 'files', 'events', 'messages', 'steps', 'percent']),
  /** Of `stream.consume`: how it goes, and the batches that were finished since it was said last. */
  stream: streamStatusSchema.optional(),
  batches: z.array(batchReportSchema).optional(),
});
export type Progress = z.infer<typeof progressSchema>;
