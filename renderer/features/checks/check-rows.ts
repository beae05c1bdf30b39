/** What the list shows of each expectation, from the last validation and those before it. */
import type {
  ExpectationConfig,
  ExpectationKind,
  ExpectationResult,
  JsonValue,
  ValidationResult,
  ValidationSummary,
} from '../../../electron/contract/check.ts';

export type Outcome = 'passed' | 'failed' | 'could not run';

export interface CheckRow {
  /** In the suite, from 0. A suite may hold the same expectation twice, so its key would not do. */
  readonly position: number;
  readonly key: string;
  readonly sentence: string;
  readonly kind: ExpectationKind;
  readonly outcome: Outcome;
  readonly config: ExpectationConfig;
  /** Rows it was asked about and rows that fail; null for expectations about the whole table. */
  readonly counts: { readonly evaluated: number; readonly failing: number } | null;
  readonly observed: JsonValue | null;
  /** Values that fail, the most frequent first. */
  readonly examples: readonly { readonly value: string | null; readonly count: number }[];
  readonly reason: { readonly why: string; readonly whatToDo: string } | null;
  /** Oldest first; the last one is this validation. */
  readonly trend: readonly TrendPoint[];
}

export interface TrendPoint {
  readonly at: string;
  readonly actor: string;
  readonly success: boolean;
  readonly failing: number | null;
}

export const isAboutRecords = (kind: ExpectationKind): boolean => kind === 'row' || kind === 'row-over-table';

/** `history` is newest first, as the engine gives it. */
export function checkRows(validation: ValidationResult, history: readonly ValidationSummary[]): CheckRow[] {
  return validation.results.map((result) => {
    const { expectation_key: key, expectation_index: position, kind, sentence } = result.meta;
    return {
      position,
      key,
      sentence,
      kind,
      outcome: outcomeOf(result),
      config: result.expectation_config,
      counts: countsOf(result),
      observed: result.result['observed_value'] ?? null,
      examples: examplesOf(result.result['partial_unexpected_counts']),
      reason: result.meta.could_not_run
        ? { why: result.exception_info.exception_message ?? '', whatToDo: result.meta.what_to_do ?? '' }
        : null,
      trend: trendOf(key, history),
    };
  });
}

/** The check before the last one in which this expectation was asked. */
export const lastTime = ({ trend }: CheckRow): TrendPoint | undefined => trend.at(-2);

function outcomeOf({ success, meta }: ExpectationResult): Outcome {
  if (meta.could_not_run) return 'could not run';
  return success ? 'passed' : 'failed';
}

function countsOf({ result }: ExpectationResult): CheckRow['counts'] {
  const { element_count: elements, missing_count: missing = 0, unexpected_count: failing } = result;
  if (typeof elements !== 'number' || typeof missing !== 'number' || typeof failing !== 'number') return null;
  return { evaluated: elements - missing, failing };
}

function examplesOf(counts: JsonValue | undefined): CheckRow['examples'] {
  if (!Array.isArray(counts)) return [];
  return counts.flatMap((each) =>
    each !== null && typeof each === 'object' && 'value' in each
      ? [{ value: valueText(each['value'] ?? null), count: Number(each['count']) }]
      : [],
  );
}

const valueText = (value: JsonValue): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value);

function trendOf(key: string, history: readonly ValidationSummary[]): TrendPoint[] {
  return history
    .flatMap(({ at, actor, results }) => {
      const result = results.find(({ expectation_key }) => expectation_key === key);
      return result === undefined ? [] : [{ at, actor, success: result.success, failing: result.unexpected }];
    })
    .reverse();
}
