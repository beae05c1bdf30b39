/** Publishing: what would be written, what was, and the manifest that says so. */
import { z } from 'zod';
import { dialectSchema, receiptSchema } from './load.ts';
import { batchSourceSchema } from './stream.ts';
import { loadIdSchema } from './words.ts';

export const publishInputSchema = z.object({
  load: loadIdSchema,
  /** The bronze folder, absolute; or `s3://bucket/prefix`. */
  target: z.string().min(1),
  partition_by: z.array(z.string()).default(['ingest_date']),
  compression: z.enum(['snappy', 'zstd']).default('snappy'),
  /** Also write quarantined and excluded records, with their findings, to `quarantine/`. */
  with_quarantine: z.boolean().default(false),
  /** Publish although some expectations could not run: somebody decided so, and says why. */
  accept_could_not_run: z.object({ actor: z.string().trim().min(1), reason: z.string().trim().min(3) }).optional(),
  actor: z.string().trim().min(1),
});
export type PublishInput = z.infer<typeof publishInputSchema>;

export const blockerSchema = z.object({
  code: z.enum(['unbalanced', 'not_checked', 'could_not_run', 'unknown_column']),
  message: z.string(),
});
export type Blocker = z.infer<typeof blockerSchema>;

export const publishPlanSchema = z.object({
  rows: z.number(),
  held_back: z.object({ quarantined: z.number(), excluded: z.number(), rejects: z.number() }),
  blockers: z.array(blockerSchema),
  partitions: z.array(
    z.object({
      values: z.record(z.string(), z.string().nullable()),
      rows: z.number(),
      /** In the last publish of this load to this target; null where there was none. */
      rows_before: z.number().nullable(),
    }),
  ),
  /** From the size of the landed records and the last publish; null when nothing tells. */
  estimated_bytes: z.number().nullable(),
  /** The publish of this load that this one would supersede. */
  previous: z.object({ id: z.string(), path: z.string(), published_at: z.string(), rows: z.number() }).nullable(),
  /** Records against the last publish; null where there was none. */
  changes: z.object({ added: z.number(), removed: z.number(), changed: z.number() }).nullable(),
  /** The publish that already holds exactly this; null when there is something new to write. */
  unchanged_since: z.string().nullable(),
});

export const publishedFileSchema = z.object({
  path: z.string(),
  rows: z.number(),
  bytes: z.number(),
  sha256: z.string(),
});
export type PublishedFile = z.infer<typeof publishedFileSchema>;

export const publishSummarySchema = z.object({
  path: z.string(),
  manifest: z.string(),
  files: z.number(),
  rows: z.number(),
});

export const publishResultSchema = z.object({
  publish: publishSummarySchema,
  superseded: z.string().nullable(),
  /** True when this very content had been published before and nothing was written. */
  unchanged: z.boolean(),
});
export type PublishResult = z.infer<typeof publishResultSchema>;

export const publishRecordSchema = publishSummarySchema.extend({
  id: z.string(),
  load: loadIdSchema,
  published_at: z.string(),
  actor: z.string(),
  supersedes: z.string().nullable(),
  /** The object store's server; null for a folder, and for Amazon's own. */
  endpoint: z.string().nullable(),
});

export const manifestSchema = z.object({
  format: z.literal('bronze-desk-manifest/1'),
  app_version: z.string(),
  publish_id: z.string(),
  published_at: z.string(),
  published_by: z.string(),
  ingest_timestamp: z.string(),
  load: z.object({
    id: loadIdSchema,
    source: z.string(),
    /** Null, as `bytes` is, where Spark read it: no one machine saw all of it. */
    sha256: z.string().nullable(),
    bytes: z.number().nullable(),
    format: z.string(),
    dialect: dialectSchema.nullable(),
    /** Of a micro-batch: the messages it holds. */
    stream: batchSourceSchema.optional(),
  }),
  suite: z.object({ name: z.string(), sha256: z.string(), validation: z.string() }),
  receipt: receiptSchema,
  counts: z.object({ rows: z.number(), files: z.number(), bytes: z.number(), quarantine_rows: z.number() }),
  partition_by: z.array(z.string()),
  compression: z.string(),
  schema: z.array(z.object({ name: z.string(), type: z.string(), source_name: z.string().optional() })),
  files: z.array(publishedFileSchema),
  quarantine_files: z.array(publishedFileSchema),
  could_not_run_accepted: z
    .object({ actor: z.string(), reason: z.string(), expectations: z.array(z.string()) })
    .nullable(),
  audit_head: z.string(),
  audit_events: z.number(),
  supersedes: z.string().nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;
