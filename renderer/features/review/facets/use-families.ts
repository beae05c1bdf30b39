import type { Family } from '../../../../electron/contract/record.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { without } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';

export interface Families {
  readonly families: readonly Family[];
  readonly total: number;
  /** Whether they are those of the filter as it is now, and not of the one before. */
  readonly isCurrent: boolean;
  readonly error: unknown;
  readonly askAgain: () => void;
}

const none: readonly Family[] = [];

/** Of what the filter shows, but for the family that is chosen. */
export function useFamilies(load: string, filter: ReviewFilter): Families {
  const { data, error, refetch, isPlaceholderData } = useQuestion(
    'quarantine.families',
    { filter: { ...without(filter, 'family'), load }, limit: 200 },
    { keepLast: true },
  );
  return {
    families: data?.families ?? none,
    total: data?.total ?? 0,
    isCurrent: data !== undefined && !isPlaceholderData,
    error,
    askAgain: () => void refetch(),
  };
}
