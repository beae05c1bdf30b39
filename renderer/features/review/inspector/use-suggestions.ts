/** Values that would clear a record's findings, numbered through as the keys that apply them. */
import { useQueries } from '@tanstack/react-query';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { Finding, Suggestion } from '../../../../electron/contract/record.ts';
import { questionKey, useEngine } from '../../../engine/engine-context.tsx';

export interface NumberedSuggestion {
  readonly suggestion: Suggestion;
  readonly finding: Finding;
  /** From 1; the first five have a key. */
  readonly number: number;
}

export interface FindingSuggestions {
  readonly suggestions: readonly NumberedSuggestion[];
  readonly waiting: boolean;
  readonly error: DeskError | null;
}

export function useSuggestions(recordId: string, findings: readonly Finding[]): FindingSuggestions[] {
  const link = useEngine();
  const answers = useQueries({
    queries: findings.map(({ expectation_key: key }) => {
      const input = { record_id: recordId, expectation_key: key };
      return {
        queryKey: questionKey('review.suggestions', input),
        queryFn: ({ signal }: { signal: AbortSignal }): Promise<Suggestion[]> =>
          link.call('review.suggestions', input, { signal }),
      };
    }),
  });
  return findings.map((finding, place) => {
    const answer = answers[place];
    const before = answers.slice(0, place).reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    return {
      suggestions: (answer?.data ?? []).map((suggestion, index) => ({
        suggestion,
        finding,
        number: before + index + 1,
      })),
      waiting: answer?.isPending ?? true,
      error: (answer?.error ?? null) as DeskError | null,
    };
  });
}
