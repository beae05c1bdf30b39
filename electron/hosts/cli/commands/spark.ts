/** `spark plan | submit | commit | pull | patch`: the same suite on a cluster, when one machine is no longer enough. */
import type { AddCommand } from '../act.ts';
import { addSparkCommit } from './spark-commit.ts';
import { addSparkPlan } from './spark-plan.ts';
import { addSparkPatch, addSparkPull } from './spark-review.ts';
import { addSparkSubmit } from './spark-submit.ts';

export const addSpark: AddCommand = (parent, act) => {
  const spark = parent
    .command('spark')
    .description('have Spark load, check and publish what is too large for one machine');
  for (const add of [addSparkPlan, addSparkSubmit, addSparkCommit, addSparkPull, addSparkPatch]) add(spark, act);
};
