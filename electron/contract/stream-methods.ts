/** What can be asked of streams: rows of the contract's table. */
import { z } from 'zod';
import { loadSchema } from './load.ts';
import { nothing, type MethodShape } from './method-shape.ts';
import { redriveInputSchema, redrivenInputSchema, redrivenSchema, redriveResultSchema } from './redrive.ts';
import { consumeInputSchema, streamNameSchema, streamStatusSchema, streamSummarySchema } from './stream.ts';

export const streamMethods = {
  /**
   * Takes a topic in, batch by batch, until it is cancelled: that is its regular end, upon which the batch begun is finished
   * and the result is what was taken in all.
   */
  'stream.consume': { kind: 'task', input: consumeInputSchema, output: streamStatusSchema },
  /** Every stream this workspace has batches of, the one with the newest batch first. */
  'stream.list': { kind: 'query', input: nothing, output: z.array(streamSummarySchema) },
  /** The batches of one stream, newest first; `total` is of all that `only` leaves. */
  'stream.loads': {
    kind: 'query',
    input: z.object({
      name: streamNameSchema,
      only: z.enum(['all', 'quarantined', 'unpublished']).default('all'),
      limit: z.int().min(1).max(1_000).default(50),
      offset: z.int().nonnegative().default(0),
    }),
    output: z.object({ total: z.int(), loads: z.array(loadSchema) }),
  },
  'stream.status': { kind: 'query', input: nothing, output: z.array(streamStatusSchema) },
  /** Nothing more is fetched until it is resumed; the place in the group is kept. */
  'stream.pause': { kind: 'query', input: z.object({ stream: z.string() }), output: streamStatusSchema },
  'stream.resume': { kind: 'query', input: z.object({ stream: z.string() }), output: streamStatusSchema },
  /** Sends what left quarantine back to its topic, once, or brings it to bronze in the place of its batch. */
  'stream.redrive': { kind: 'task', input: redriveInputSchema, output: redriveResultSchema },
  /** Newest first. */
  'stream.redriven': { kind: 'query', input: redrivenInputSchema, output: z.array(redrivenSchema) },
} as const satisfies Record<string, MethodShape>;
