import {
  resultFormatSchema,
  type JsonObject,
  type ResultFormat,
  type ResultFormatName,
} from '../../../contract/check.ts';

/** A result format with every choice made. */
export interface ChosenFormat {
  readonly name: ResultFormatName;
  readonly partialCount: number;
  readonly indexColumns: readonly string[];
  readonly withoutValues: boolean;
}

const order: readonly ResultFormatName[] = ['BOOLEAN_ONLY', 'BASIC', 'SUMMARY', 'COMPLETE'];

export function atLeast(format: ChosenFormat, name: ResultFormatName): boolean {
  return order.indexOf(format.name) >= order.indexOf(name);
}

/** An expectation's own `result_format`, then the run's, then SUMMARY. */
export function chooseFormat(
  kwargs: JsonObject,
  run: ResultFormat | undefined,
  indexColumns: readonly string[],
): ChosenFormat {
  const own = resultFormatSchema.safeParse(kwargs['result_format']).data;
  const { result_format: name, ...options } = asObject(own);
  const { result_format: runName, ...runOptions } = asObject(run);
  const merged = { ...runOptions, ...options };
  return {
    name: name ?? runName ?? 'SUMMARY',
    partialCount: merged.partial_unexpected_count ?? 20,
    indexColumns: merged.unexpected_index_column_names ?? indexColumns,
    withoutValues: merged.exclude_unexpected_values === true,
  };
}

function asObject(format: ResultFormat | undefined): Exclude<ResultFormat, string> {
  return typeof format === 'string' ? { result_format: format } : (format ?? {});
}
