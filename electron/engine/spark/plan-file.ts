/** What a plan's folder holds. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { sparkPlanSchema, type SparkPlan } from '../../contract/spark.ts';
import type { CallContext } from '../context.ts';

export const scriptName = 'run.sql';
export const planName = 'plan.json';

/** Throws NOT_FOUND where the folder holds no plan. */
export async function readPlan(folder: string): Promise<SparkPlan> {
  try {
    return sparkPlanSchema.parse(JSON.parse(await readFile(join(folder, planName), 'utf8')));
  } catch (error) {
    throw new DeskError(
      'NOT_FOUND',
      `${folder} holds no plan for Spark. Name a folder that "spark plan" wrote.`,
      { folder },
      { cause: error },
    );
  }
}

export async function getPlan(input: ParsedInput<'spark.get'>, { offered }: CallContext): Promise<Output<'spark.get'>> {
  const folder = offered.require(input.plan);
  return { plan: await readPlan(folder), script: join(folder, scriptName) };
}
