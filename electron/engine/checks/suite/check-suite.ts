/** Whether a suite in normal form can be run at all: known expectations, with arguments they accept. */
import type { ExpectationConfig, JsonObject, Suite, SuiteProblem } from '../../../contract/check.ts';
import type { Expectation } from '../expectation.ts';
import { expectationTypes, findExpectation } from '../registry.ts';
import { runTimeKwargs } from './identity.ts';
import { didYouMean } from './nearest.ts';
import { resolveParameters } from './parameters.ts';

/** Every reason to refuse one expectation. A parameter without a value is none: it may be given for the run. */
export function checkExpectation({ type, kwargs }: ExpectationConfig, parameters: JsonObject): string[] {
  const expectation = findExpectation(type);
  if (expectation === undefined) return [`this expectation is not known.${didYouMean(type, expectationTypes)}`];
  const resolved = resolveParameters(kwargs, { values: parameters, now: new Date() });
  const unsound = resolved.problems.filter(({ missing }) => !missing).map(({ problem }) => problem);
  const bound = expectation.bind(resolved.kwargs);
  if ('rule' in bound) return unsound;
  const unresolved = new Set(resolved.problems.map(({ kwarg }) => kwarg));
  const faults = bound.problems.filter(({ kwarg }) => (kwarg === '' ? unresolved.size === 0 : !unresolved.has(kwarg)));
  return [...unsound, ...faults.map(({ problem }) => problem)];
}

/** Every reason to refuse a suite, for suites made by other means than {@link parseSuite}, such as a form. */
export function checkSuite(suite: Suite): SuiteProblem[] {
  return suite.expectations.flatMap((expectation, index) =>
    checkExpectation(expectation, suite.suite_parameters).map((problem) => ({
      expectation: expectation.type,
      position: index + 1,
      problem,
    })),
  );
}

/** Kwargs real files carry that are not arguments of an expectation. */
const tolerated = [...runTimeKwargs, 'windows', 'auto', 'profiler_config', 'meta'];

export function unknownKwargs(kwargs: JsonObject, known: Expectation): { kwarg: string; hint: string }[] {
  const names = Object.keys(known.kwargs.shape);
  return Object.keys(kwargs)
    .filter((kwarg) => !names.includes(kwarg) && !tolerated.includes(kwarg) && !kwarg.startsWith('$PARAMETER'))
    .map((kwarg) => ({ kwarg, hint: didYouMean(kwarg, names) }));
}
