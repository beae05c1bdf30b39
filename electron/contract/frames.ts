/** The six frames that every carrier carries. `id` is chosen by the caller and unique while the call is in flight. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';
import { deskEventSchema } from './events.ts';
import { progressSchema } from './words.ts';

const id = z.string().min(1).max(64);

export const requestFrameSchema = z.discriminatedUnion('frame', [
  z.object({ frame: z.literal('call'), id, method: z.string(), input: z.unknown() }),
  z.object({ frame: z.literal('cancel'), id }),
]);
export type RequestFrame = z.infer<typeof requestFrameSchema>;

export const replyFrameSchema = z.discriminatedUnion('frame', [
  z.object({ frame: z.literal('progress'), id, progress: progressSchema }),
  z.object({ frame: z.literal('result'), id, output: z.unknown() }),
  z.object({ frame: z.literal('failure'), id, failure: failureSchema }),
  z.object({ frame: z.literal('event'), event: deskEventSchema }),
]);
export type ReplyFrame = z.infer<typeof replyFrameSchema>;

export type Frame = RequestFrame | ReplyFrame;
