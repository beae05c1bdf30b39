/** Redrive: what was quarantined of a stream's batches and can be released goes back to its topic, or on to bronze. */
import { z } from 'zod';
import { recordFilterSchema } from './record.ts';
import { kafkaConnectionSchema, topicSchema } from './stream.ts';
import { authorshipSchema, loadIdSchema, recordIdSchema, recordStateSchema } from './words.ts';

/** One batch, or every batch taken of a topic. */
const redriveOfSchema = z.union([
  z.strictObject({ load: loadIdSchema }),
  z.strictObject({
    topic: topicSchema,
    /** Left out: of every group. */
    group: z.string().min(1).max(255).optional(),
  }),
]);

const askedSchema = authorshipSchema.extend({
  of: redriveOfSchema,
  /** Left out: everything of it that left quarantine and is not in bronze. A reject's id means the records repaired from it. */
  filter: recordFilterSchema.omit({ load: true }).optional(),
  dry_run: z.boolean().default(false),
  /**
   * What to take for true of messages that an earlier redrive may have sent, where no broker can tell: it has deleted them,
   * or the topic or the cluster is gone. On to bronze no broker is asked at all.
   */
  assume: z.enum(['sent', 'not sent']).optional(),
});

export const redriveInputSchema = z.discriminatedUnion('to', [
  askedSchema.extend({
    to: z.literal('topic'),
    connection: kafkaConnectionSchema,
  }),
  askedSchema.extend({
    to: z.literal('bronze'),
    /** The bronze folder, absolute. */
    target: z.string().min(1),
  }),
]);
export type RedriveInput = z.infer<typeof redriveInputSchema>;

/** What became of messages that an earlier redrive may have sent: looked up in the topic, or a person's word. */
export const redriveSettledSchema = z.object({
  sent: z.int(),
  /** They are here again as they were, and are sent with the others where they are meant. */
  not_sent: z.int(),
  /** No broker that was asked can tell; they stay excluded until somebody says what to assume. In a dry run none is asked. */
  unknown: z.int(),
});
export type RedriveSettled = z.infer<typeof redriveSettledSchema>;

/** What was sent or published, or with `dry_run` would be. Positions, never values. */
export const redriveResultSchema = z.object({
  /** Null for a dry run, and where there was nothing to do. */
  operation: z.string().nullable(),
  dry_run: z.boolean(),
  to: z.enum(['topic', 'bronze']),
  loads: z.int(),
  records: z.int(),
  /** Of those sent to the topic: waived ones, which fail the same check when they come again. */
  waived: z.int(),
  /** Meant by the filter, and left out because they are in bronze already. */
  in_bronze: z.int(),
  /** Batches meant that came from another cluster, or from a topic of that name that was deleted: nothing of them is sent. */
  elsewhere: z.int(),
  /** By topic and partition, where the messages were and so are sent to; offsets are those they got, null in a dry run. */
  partitions: z.array(
    z.object({
      topic: z.string(),
      partition: z.int(),
      messages: z.int(),
      first_offset: z.int().nullable(),
      last_offset: z.int().nullable(),
    }),
  ),
  publishes: z.array(
    z.object({
      load: loadIdSchema,
      /** Null in a dry run, and where publishing was refused: `held_back` says why. */
      path: z.string().nullable(),
      rows: z.int(),
      superseded: z.string().nullable(),
      held_back: z.string().nullable(),
    }),
  ),
  /** Up to 20 of the records, with the position each came from. */
  sample: z.array(
    z.object({
      record_id: recordIdSchema,
      state: recordStateSchema,
      topic: z.string(),
      partition: z.int(),
      offset: z.int(),
    }),
  ),
  /** Up to 100 that were named and cannot be redriven. */
  skipped: z.array(z.object({ record_id: recordIdSchema, why: z.string() })),
  /** Batches of a topic of which nothing is sent, because nobody can tell which of their records are in bronze already. */
  undecided: z.array(z.object({ load: loadIdSchema, why: z.string() })),
  settled: redriveSettledSchema,
});
export type RedriveResult = z.infer<typeof redriveResultSchema>;

export const redrivenInputSchema = z.object({
  load: loadIdSchema.optional(),
  operation: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(200),
});

/** A record that was sent back to its topic, or may have been. */
export const redrivenSchema = z.object({
  record_id: recordIdSchema,
  operation: z.string(),
  at: z.string(),
  topic: z.string(),
  partition: z.int(),
  /** Where it stands in the topic now; null while that is not known. */
  offset: z.int().nullable(),
  /** `may have been sent`: the program or the broker went away meanwhile; the next redrive of the topic looks it up. */
  state: z.enum(['may have been sent', 'sent']),
});
export type Redriven = z.infer<typeof redrivenSchema>;
