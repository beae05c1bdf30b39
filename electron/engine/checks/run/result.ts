/** Great Expectations' result objects, from counts and examples. */
import type { ExpectationResult, JsonObject, JsonValue, ValidationResult } from '../../../contract/check.ts';
import type { CouldNotRun, Judgement, RowRule } from '../expectation.ts';
import type { PlannedExpectation } from './plan.ts';
import { atLeast, type ChosenFormat } from './result-format.ts';
import type { RowCounts } from './verdict.ts';

/** Success is `(considered - unexpected) / considered >= mostly`, in that form: its other forms differ at the boundary. */
export function rowSuccess({ elements, missing, unexpected }: RowCounts, mostly: number): boolean {
  const considered = elements - missing;
  return considered === 0 || (considered - unexpected) / considered >= mostly;
}

export interface RowLists {
  readonly partial: readonly JsonValue[];
  readonly partialCounts: readonly { value: JsonValue; count: number }[];
  readonly partialIndex: readonly JsonObject[] | null;
  readonly all: readonly JsonValue[] | null;
  readonly allIndex: readonly JsonObject[] | null;
}

export const noLists: RowLists = { partial: [], partialCounts: [], partialIndex: [], all: [], allIndex: [] };

export function rowResult(rule: RowRule, counts: RowCounts, lists: RowLists, format: ChosenFormat): JsonObject {
  if (format.name === 'BOOLEAN_ONLY') return {};
  const { elements, missing, unexpected } = counts;
  const considered = elements - missing;
  const values = !format.withoutValues;
  const identified = format.indexColumns.length > 0;
  const partial = values && format.partialCount > 0;
  return {
    element_count: elements,
    unexpected_count: unexpected,
    unexpected_percent: percent(unexpected, considered),
    ...(values ? { partial_unexpected_list: [...lists.partial] } : {}),
    ...(rule.missing === null
      ? {}
      : {
          missing_count: missing,
          missing_percent: percent(missing, elements),
          unexpected_percent_total: percent(unexpected, elements),
          unexpected_percent_nonmissing: percent(unexpected, considered),
        }),
    ...(identified ? { unexpected_index_column_names: [...format.indexColumns] } : {}),
    ...(atLeast(format, 'SUMMARY') && partial ? { partial_unexpected_counts: [...lists.partialCounts] } : {}),
    ...(atLeast(format, 'SUMMARY') && partial && identified && lists.partialIndex !== null
      ? { partial_unexpected_index_list: [...lists.partialIndex] }
      : {}),
    ...(format.name === 'COMPLETE' && values && lists.all !== null ? { unexpected_list: [...lists.all] } : {}),
    ...(format.name === 'COMPLETE' && identified && lists.allIndex !== null
      ? { unexpected_index_list: [...lists.allIndex] }
      : {}),
  };
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

export function expectationResult(
  planned: PlannedExpectation,
  success: boolean,
  result: JsonObject,
): ExpectationResult {
  return {
    success,
    expectation_config: { ...planned.config, kwargs: planned.kwargs },
    result,
    meta: resultMeta(planned, null),
    exception_info: { raised_exception: false, exception_message: null, exception_traceback: null },
  };
}

export function couldNotRunResult(planned: PlannedExpectation, reason: CouldNotRun): ExpectationResult {
  return {
    success: false,
    expectation_config: { ...planned.config, kwargs: planned.kwargs },
    result: {},
    meta: resultMeta(planned, reason),
    exception_info: { raised_exception: true, exception_message: reason.why, exception_traceback: null },
  };
}

/** An aggregate's or a schema's verdict. */
export function judgedResult(
  planned: PlannedExpectation,
  judgement: Judgement | { readonly success: boolean },
  format: ChosenFormat,
): ExpectationResult {
  if ('couldNotRun' in judgement) return couldNotRunResult(planned, judgement.couldNotRun);
  const { success } = judgement;
  if (!('observed' in judgement) || format.name === 'BOOLEAN_ONLY') return expectationResult(planned, success, {});
  const details = judgement.details === undefined ? {} : { details: judgement.details };
  return expectationResult(planned, success, { observed_value: judgement.observed, ...details });
}

function resultMeta(planned: PlannedExpectation, reason: CouldNotRun | null): ExpectationResult['meta'] {
  const rule = 'rule' in planned.plan ? planned.plan.rule : undefined;
  return {
    expectation_key: planned.key,
    expectation_index: planned.index,
    kind: planned.kind,
    sentence: planned.sentence,
    failure: rule !== undefined && 'failure' in rule ? rule.failure : null,
    could_not_run: reason !== null,
    what_to_do: reason?.whatToDo ?? null,
  };
}

export function validationResult(
  suiteName: string,
  parameters: JsonObject,
  results: ExpectationResult[],
  meta: JsonObject,
): ValidationResult {
  const successful = results.filter(({ success }) => success).length;
  return {
    success: successful === results.length,
    results,
    suite_name: suiteName,
    suite_parameters: parameters,
    statistics: {
      evaluated_expectations: results.length,
      successful_expectations: successful,
      unsuccessful_expectations: results.length - successful,
      success_percent: results.length === 0 ? null : (successful / results.length) * 100,
    },
    meta,
    id: null,
  };
}
