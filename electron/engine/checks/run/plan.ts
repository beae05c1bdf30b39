/**
 * A suite made ready for one relation: every expectation is either a rule that can be asked, or the reason why it
 * could not run.
 */
import type { ExpectationConfig, ExpectationKind, JsonObject, Suite } from '../../../contract/check.ts';
import type { CouldNotRun, Rule, TableColumn } from '../expectation.ts';
import { expectationTypes, findExpectation } from '../registry.ts';
import { conditionCouldNotRun } from '../row-condition.ts';
import { expectationKey } from '../suite/identity.ts';
import { didYouMean } from '../suite/nearest.ts';
import { resolveParameters, type Parameters } from '../suite/parameters.ts';

export interface PlannedExpectation {
  readonly index: number;
  readonly key: string;
  readonly config: ExpectationConfig;
  /** Its kwargs with parameters resolved. */
  readonly kwargs: JsonObject;
  readonly kind: ExpectationKind;
  readonly sentence: string;
  readonly plan: { readonly rule: Rule } | { readonly couldNotRun: CouldNotRun };
}

export function planSuite(suite: Suite, columns: readonly TableColumn[], parameters: Parameters): PlannedExpectation[] {
  return suite.expectations.map((config, index) => {
    const { kwargs, problems } = resolveParameters(config.kwargs, parameters);
    const expectation = findExpectation(config.type);
    const bound = expectation?.bind(kwargs);
    const rule = bound !== undefined && 'rule' in bound ? bound.rule : undefined;
    const planned = (plan: PlannedExpectation['plan']): PlannedExpectation => ({
      index,
      key: expectationKey(config),
      config,
      kwargs,
      kind: expectation?.kind ?? 'row',
      sentence: rule?.sentence ?? config.type,
      plan,
    });
    const [parameter] = problems;
    if (parameter !== undefined)
      return planned({ couldNotRun: parameterProblem(parameter.problem, parameter.missing) });
    if (rule === undefined) return planned({ couldNotRun: unboundReason(config.type, bound) });
    const couldNotRun = missingColumn(rule, columns) ?? conditionReason(rule, columns) ?? rule.couldNotRun(columns);
    return planned(couldNotRun === null ? { rule } : { couldNotRun });
  });
}

function parameterProblem(problem: string, missing: boolean): CouldNotRun {
  return {
    why: `In its arguments, ${problem}.`,
    whatToDo: missing ? 'Give it a value in "suite_parameters" or for this run.' : 'Correct the expression.',
  };
}

function unboundReason(
  type: string,
  bound: ReturnType<NonNullable<ReturnType<typeof findExpectation>>['bind']> | undefined,
): CouldNotRun {
  if (bound === undefined || !('problems' in bound)) {
    return {
      why: `${type} is not known.${didYouMean(type, expectationTypes)}`,
      whatToDo: 'Correct its name, or take it out.',
    };
  }
  const problems = bound.problems.map(({ problem }) => problem).join('; ');
  return { why: `${type}: ${problems}.`, whatToDo: 'Correct its arguments.' };
}

function missingColumn(rule: Rule, columns: readonly TableColumn[]): CouldNotRun | null {
  const names = columns.map(({ name }) => name);
  const needed = [...rule.columns, ...(rule.rowCondition === null ? [] : [rule.rowCondition.column])];
  const missing = needed.find((name) => !names.includes(name));
  if (missing === undefined) return null;
  return {
    why: `The table has no column ${missing}.${didYouMean(missing, names)}`,
    whatToDo: 'Correct the name in the suite, or check that the source has its header and delimiter recognised.',
  };
}

function conditionReason(rule: Rule, columns: readonly TableColumn[]): CouldNotRun | null {
  return rule.rowCondition === null ? null : conditionCouldNotRun(rule.rowCondition, columns);
}
