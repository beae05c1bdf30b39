/** `spark.judge`: what a run counted and observed, judged by the same code that judges a check in the desk. */
import type { ExpectationResult, JsonObject, ValidationResult } from '../../contract/check.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import { sparkJudgedSchema, type SparkPlan, type SparkSummary } from '../../contract/spark.ts';
import type { CouldNotRun } from '../checks/expectation.ts';
import type { PlannedExpectation } from '../checks/run/plan.ts';
import { chooseFormat } from '../checks/run/result-format.ts';
import {
  couldNotRunResult,
  expectationResult,
  judgedResult,
  noLists,
  rowResult,
  rowSuccess,
  validationResult,
} from '../checks/run/result.ts';
import { askedAggregates, askedRows, verdictsOf, type Verdict } from '../checks/run/verdict.ts';
import { suiteHash } from '../checks/suite/identity.ts';
import type { CallContext } from '../context.ts';
import { planForSpark } from './ask-spark.ts';
import { readPlan } from './plan-file.ts';
import { ofPlan } from './read-back.ts';

/** Throws INVALID_INPUT for a summary of another plan. */
export async function judgeRun(
  input: ParsedInput<'spark.judge'>,
  context: CallContext,
): Promise<Output<'spark.judge'>> {
  const plan = await readPlan(context.offered.require(input.plan));
  return judge(plan, ofPlan(plan, input.summary), context);
}

export async function judge(
  plan: SparkPlan,
  summary: SparkSummary,
  context: CallContext,
): Promise<Output<'spark.judge'>> {
  const planned = await planForSpark(plan.suite, plan.columns, new Date(plan.planned_at), context);
  const verdicts = verdictsOf(summary.verdict, askedRows(planned), askedAggregates(planned));
  const results = planned.map((expectation) => resultOf(expectation, verdicts.get(expectation.index), plan));
  return {
    validation: validation(plan, results, summary),
    counts: sparkJudgedSchema.shape.counts.parse(summary),
  };
}

/** A run keeps no examples: the findings stand with their records in the quarantine. */
const format = chooseFormat({}, { result_format: 'SUMMARY', exclude_unexpected_values: true }, []);

function resultOf(planned: PlannedExpectation, verdict: Verdict | undefined, plan: SparkPlan): ExpectationResult {
  if ('couldNotRun' in planned.plan) return couldNotRunResult(planned, planned.plan.couldNotRun);
  const { rule } = planned.plan;
  if (rule.kind === 'schema') return judgedResult(planned, rule.judge(plan.columns), format);
  if (verdict !== undefined && 'counts' in verdict) {
    const { counts } = verdict;
    const result = rowResult(verdict.rule, counts, noLists, format);
    return expectationResult(planned, rowSuccess(counts, verdict.rule.mostly), result);
  }
  if (verdict === undefined || !('observed' in verdict)) return couldNotRunResult(planned, notAnswered);
  const judged = judgedResult(planned, verdict.rule.judge(verdict.observed), format);
  return tooNear(planned, judged) ? couldNotRunResult(planned, undecided) : judged;
}

const notAnswered: CouldNotRun = {
  why: 'The run left no answer to it.',
  whatToDo: 'Plan and run again; the script was changed, or the summary is of another one.',
};

const undecided: CouldNotRun = {
  why: 'What was observed lies so near to a bound that the order in which numbers were added up would decide.',
  whatToDo: 'Move the bound away from the value, or check it in the desk.',
};

/** Floating sums depend on the order of adding, and a cluster has none. */
const summed = /^expect_column_(mean|sum|stdev|median)_to_be_between$/;
const relativeError = 1e-9;

function tooNear({ config, kwargs }: PlannedExpectation, { result }: ExpectationResult): boolean {
  const observed = result['observed_value'];
  if (!summed.test(config.type) || typeof observed !== 'number') return false;
  return [kwargs['min_value'], kwargs['max_value']].some(
    (bound) =>
      typeof bound === 'number' &&
      Math.abs(observed - bound) <= relativeError * Math.max(Math.abs(observed), Math.abs(bound)),
  );
}

function validation(plan: SparkPlan, results: ExpectationResult[], summary: SparkSummary): ValidationResult {
  const meta: JsonObject = {
    load_id: plan.id,
    suite_sha256: suiteHash(plan.suite),
    bronze_desk_version: plan.app_version,
    engine: 'spark',
    records: summary.records,
    rejects: summary.rejects,
    run_id: { run_name: null, run_time: plan.planned_at },
    validation_time: plan.planned_at,
  };
  return validationResult(plan.suite.name, plan.suite.suite_parameters, results, meta);
}
