/** What can be asked of Spark's plans and runs: rows of the contract's table. */
import { z } from 'zod';
import { checkedSchema } from './check.ts';
import type { MethodShape } from './method-shape.ts';
import { sparkJudgedSchema, sparkPlannedSchema, sparkPlanInputSchema, sparkSummarySchema } from './spark.ts';
import { loadIdSchema } from './words.ts';

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
  /** The quarantine of a run as a load for review, checked. */
  'spark.pull': {
    kind: 'task',
    input: z.object({
      plan: z.string().min(1),
      quarantine: z.string().min(1).optional(),
      actor: z.string().trim().min(1),
    }),
    output: checkedSchema,
  },
  'spark.patch': {
    kind: 'query',
    input: z.object({ load: loadIdSchema, path: z.string().min(1) }),
    output: z.object({ path: z.string(), corrected: z.number(), waived: z.number(), excluded: z.number() }),
  },
} as const satisfies Record<string, MethodShape>;
