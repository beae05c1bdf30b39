/** Streams: micro-batches from a Kafka topic, each a load like any other, and how taking them in goes. */
import { z } from 'zod';

/** What was taken of one partition. Offsets between may be missing: transaction markers, and what compaction removed. */
export const offsetRangeSchema = z.object({
  partition: z.int().nonnegative(),
  first_offset: z.int().nonnegative(),
  last_offset: z.int().nonnegative(),
  messages: z.int().positive(),
});
export type OffsetRange = z.infer<typeof offsetRangeSchema>;

export const streamNameSchema = z.object({
  /** The broker's own id of its cluster: topics of two clusters may have the same name. */
  cluster: z.string(),
  topic: z.string(),
  /** Another one when a topic of the same name was deleted and made again. */
  topic_id: z.string(),
  group: z.string(),
});
export type StreamName = z.infer<typeof streamNameSchema>;

/** Where a micro-batch came from. */
export const batchSourceSchema = streamNameSchema.extend({
  ranges: z.array(offsetRangeSchema),
  /** Messages without a value, which are among the rejects. */
  tombstones: z.int().nonnegative(),
});
export type BatchSource = z.infer<typeof batchSourceSchema>;

const saslSchema = z.object({
  mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']),
  username: z.string().min(1),
  password: z.string(),
});

/** PEM texts. An empty object: TLS with the certificates that the system trusts. */
const tlsSchema = z.object({ ca: z.string().optional(), cert: z.string().optional(), key: z.string().optional() });

export const kafkaConnectionSchema = z.object({
  bootstrap_servers: z
    .array(z.string().regex(/^[^\s:,]+:\d{1,5}$|^\[[^\]]+\]:\d{1,5}$/, 'a server looks like host:9092'))
    .min(1),
  tls: tlsSchema.optional(),
  sasl: saslSchema.optional(),
});
export type KafkaConnectionInput = z.infer<typeof kafkaConnectionSchema>;

export const topicSchema = z
  .string()
  .regex(/^[\w.-]{1,249}$/, 'a topic has up to 249 letters, digits, dots, underscores and dashes');

export const consumeInputSchema = kafkaConnectionSchema.extend({
  topic: topicSchema,
  group: z.string().min(1).max(255).default('bronze-desk'),
  /** Where to begin where nothing was taken before. */
  from: z.enum(['earliest', 'latest']).default('earliest'),
  batch_size: z.int().min(1).max(100_000).default(100),
  /** A batch is closed this long after its first message, however few it has. */
  batch_ms: z.int().min(10).max(600_000).default(1_000),
  suite: z.string().min(1).optional(),
  /** The bronze folder, absolute, or an address in an object store. */
  target: z.string().min(1),
  /** None: in a folder a batch is one file. */
  partition_by: z.array(z.string()).default([]),
  compression: z.enum(['snappy', 'zstd']).default('snappy'),
  /** When to end: at the task's cancel alone, or also once everything there is has been taken. */
  until: z.enum(['stopped', 'caught up']).default('stopped'),
  actor: z.string().trim().min(1),
});
export type ConsumeInput = z.infer<typeof consumeInputSchema>;

export const streamStateSchema = z.enum([
  'connecting',
  'consuming',
  'paused',
  'broker unreachable',
  'bronze unreachable',
  'stopping',
  'stopped',
]);
export type StreamState = z.infer<typeof streamStateSchema>;

/** One micro-batch that stands in bronze, or is held back from it. */
export const batchReportSchema = z.object({
  load: z.string(),
  ranges: z.array(offsetRangeSchema),
  messages: z.int(),
  records: z.int(),
  rejects: z.int(),
  quarantined: z.int(),
  /** Null where publishing was refused; `held_back` says why. */
  path: z.string().nullable(),
  held_back: z.string().nullable(),
  /** From its first message in hand to its manifest in place. */
  seconds: z.number(),
});
export type BatchReport = z.infer<typeof batchReportSchema>;

/** Counts since the stream was started here. */
export const streamStatusSchema = z.object({
  /** Names this run for pause and resume. */
  stream: z.string(),
  topic: z.string(),
  group: z.string(),
  /** As in the stream's name: null until the broker has said them. */
  cluster: z.string().nullable(),
  topic_id: z.string().nullable(),
  target: z.string(),
  state: streamStateSchema,
  /** Why it is in that state, where there is more to say. */
  why: z.string().nullable(),
  started_at: z.string(),
  batches: z.int(),
  messages: z.int(),
  records: z.int(),
  rejects: z.int(),
  quarantined: z.int(),
  published_rows: z.int(),
  held_back_batches: z.int(),
  /** Messages that were handed out again and were in a batch already. */
  seen_before: z.int(),
  /** Times the broker could not be reached. */
  broker_errors: z.int(),
  messages_per_second: z.number(),
  /** Of the last batch. */
  last_batch: z.object({ messages: z.int(), seconds: z.number() }).nullable(),
  /** Messages in the topic that were not taken yet, by partition of ours; null while that is not known. */
  lag: z.array(z.object({ partition: z.int(), messages: z.int() })).nullable(),
});
export type StreamStatus = z.infer<typeof streamStatusSchema>;

/** Where in its topic a record or a reject came from. */
export const messageOriginSchema = z.object({
  topic: z.string(),
  partition: z.int(),
  offset: z.int(),
  /** ISO 8601, the producer's clock or the broker's as the topic says; null where the message has none. */
  at: z.string().nullable(),
  /** Keys and values of headers are bytes to Kafka; null is told apart from empty. */
  key_base64: z.string().nullable(),
  headers: z.array(z.object({ key: z.string(), value_base64: z.string().nullable() })),
});
export type MessageOrigin = z.infer<typeof messageOriginSchema>;

/** All the batches of one stream that are in this workspace, added up. */
export const streamSummarySchema = z.object({
  name: streamNameSchema,
  /** Names the run for pause and resume while it is being consumed here; null when it is not. */
  running: z.string().nullable(),
  batches: z.int(),
  messages: z.int(),
  records: z.int(),
  rejects: z.int(),
  /** Records and rejects that wait for a decision now, and the batches they are in. */
  quarantined: z.int(),
  quarantined_batches: z.int(),
  excluded: z.int(),
  /** Batches of which nothing stands in bronze: held back, or everything in them is quarantined. */
  unpublished_batches: z.int(),
  first_at: z.string(),
  last_at: z.string(),
  last_load: z.string(),
});
export type StreamSummary = z.infer<typeof streamSummarySchema>;
