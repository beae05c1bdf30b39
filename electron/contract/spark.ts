/** Spark: the plan that a cluster carries out in the desk's place, and what it brings back. */
import { z } from 'zod';
import { suiteSchema, validationResultSchema } from './check.ts';
import { columnSchema, dialectSchema, sourceFormatSchema, sourceSchema } from './load.ts';
import { publishResultSchema } from './publish.ts';
import { loadIdSchema } from './words.ts';

export const sparkPlanInputSchema = z.object({
  /** What the plan is made from: files this machine can read. */
  source: sourceSchema,
  /** What Spark reads in their place: a path or URI, stars allowed, of files that all look like `source`. */
  read: z.string().min(1).optional(),
  suite: z.string().min(1).optional(),
  /** The bronze folder as Spark sees it: an absolute path or a URI. */
  target: z.string().min(1),
  partition_by: z.array(z.string()).default(['ingest_date']),
  compression: z.enum(['snappy', 'zstd']).default('snappy'),
  /** CSV: read each file whole, because a quoted value may hold line breaks. Left out, the first of the file decides. */
  multiline: z.boolean().optional(),
  /** What was decided about an earlier run's quarantine, as `spark.patch` wrote it; as Spark sees it. */
  patch: z.string().min(1).optional(),
  /** An offered folder that holds an earlier plan, whose publish this one's takes the place of. */
  supersedes: z.string().min(1).optional(),
  /** An offered folder for the script and its plan. Must be new or empty. */
  out: z.string().min(1),
});

/** Written beside the script: everything the desk needs to know of it later. */
export const sparkPlanSchema = z.object({
  format: z.literal('bronze-desk-spark-plan/1'),
  id: loadIdSchema,
  planned_at: z.string(),
  app_version: z.string(),
  suite: suiteSchema,
  columns: z.array(columnSchema),
  sources: z.array(
    z.object({
      read: z.string(),
      format: sourceFormatSchema,
      multiline: z.boolean(),
      /** As the source has them, in its order; `columns` of the plan are those of all sources. */
      columns: z.array(z.string()),
      dialect: dialectSchema.nullable(),
    }),
  ),
  partition_by: z.array(z.string()),
  compression: z.string(),
  patch: z.string().nullable(),
  /** Where the publish stands that this one takes the place of. */
  supersedes: z.string().nullable(),
  /** Where things will stand, as Spark sees it. */
  publish: z.string(),
  quarantine: z.string(),
  rejects: z.string(),
  summary: z.string(),
  steps: z.array(z.string()),
});
export type SparkPlan = z.infer<typeof sparkPlanSchema>;

export const sparkPlannedSchema = z.object({ script: z.string(), plan: sparkPlanSchema });

const count = z.int().nonnegative();

/** What a run wrote down about itself: the counts of a receipt; `verdict` has a count or an observed value per expectation. */
export const sparkSummarySchema = z.object({
  plan: z.string(),
  /** As the source has them, whatever was decided about them since. */
  records: count,
  rejects: count,
  repaired_records: count,
  repaired_rejects: count,
  clean: count,
  corrected: count,
  waived: count,
  excluded: count,
  quarantined: count,
  verdict: z.record(z.string(), z.json()),
});
export type SparkSummary = z.infer<typeof sparkSummarySchema>;

export const sparkJudgedSchema = z.object({
  validation: validationResultSchema,
  counts: sparkSummarySchema.omit({ plan: true, verdict: true }),
});

export const sparkCommitInputSchema = z.object({
  plan: z.string().min(1),
  /** The target where this machine reaches it, if not by the address Spark knows: an offered folder, or `s3://bucket/prefix`. */
  target: z.string().min(1).optional(),
  /** Publish although some expectations could not run: somebody decided so, and says why. */
  accept_could_not_run: z.object({ actor: z.string().trim().min(1), reason: z.string().trim().min(3) }).optional(),
  actor: z.string().trim().min(1),
});

export const sparkCommittedSchema = sparkJudgedSchema.extend(publishResultSchema.shape);

/** What a script prints before its progress and before its summary. */
export const sparkMarks = { step: 'bronze-desk-step', summary: 'bronze-desk-summary' } as const;
