/** What can be asked of Spark's plans and runs: rows of the contract's table. */
import { z } from 'zod';
import { checkedSchema } from './check.ts';
import type { MethodShape } from './method-shape.ts';
import {
  sparkCommitInputSchema,
  sparkCommittedSchema,
  sparkJudgedSchema,
  sparkPlannedSchema,
  sparkPlanInputSchema,
  sparkSummarySchema,
} from './spark.ts';
import { authorshipSchema, loadIdSchema } from './words.ts';

export const sparkMethods = {
  /** Writes a script that does on a cluster what load, check and publish do here. */
  'spark.plan': { kind: 'query', input: sparkPlanInputSchema, output: sparkPlannedSchema },
  'spark.get': { kind: 'query', input: z.object({ plan: z.string().min(1) }), output: sparkPlannedSchema },
  /** Judges what a run of the plan found, by the rules of a check in the desk. */
  'spark.judge': {
    kind: 'query',
    input: z.object({ plan: z.string().min(1), summary: sparkSummarySchema }),
    output: sparkJudgedSchema,
  },
  /** Reads back what a run wrote and puts the manifest there, last: with it the publish exists. */
  'spark.commit': { kind: 'task', input: sparkCommitInputSchema, output: sparkCommittedSchema },
  /** What a run held back as a load for review, its records checked and its rejects to be repaired. */
  'spark.pull': {
    kind: 'task',
    input: z.object({
      plan: z.string().min(1),
      /** The bronze folder where this machine reaches it, as in `spark.commit`. */
      target: z.string().min(1).optional(),
      actor: z.string().trim().min(1),
      /** Wanted where a load of `reviewed_in` was checked by another suite than the run's. */
      reason: authorshipSchema.shape.reason.optional(),
    }),
    output: checkedSchema.extend({
      /** How many records and rejects were taken in; with none, the load is the first of `reviewed_in`. */
      fresh: z.number(),
      /** Loads that hold the others, checked anew by the run's suite: decisions made in them were laid over the run. */
      reviewed_in: z.array(loadIdSchema),
    }),
  },
  /** What was decided about a pulled load, as a file for the next plan. It leaves the desk, so the trail tells of it. */
  'spark.patch': {
    kind: 'command',
    input: z.object({ load: loadIdSchema, path: z.string().min(1), ...authorshipSchema.shape }),
    output: z.object({
      path: z.string(),
      sha256: z.string(),
      corrected: z.number(),
      waived: z.number(),
      excluded: z.number(),
      /** Rejects. */
      repaired: z.number(),
    }),
  },
} as const satisfies Record<string, MethodShape>;
