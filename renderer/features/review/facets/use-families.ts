import type { Family } from '../../../../electron/contract/record.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { without } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';

export interface Families {
  readonly families: readonly Family[];
  readonly total: number;
  readonly error: unknown;
  readonly askAgain: () => void;
}

const none: readonly Family[] = [];

/** Of what the filter shows, but for the family that is chosen. */
export function useFamilies(load: string, filter: ReviewFilter): Families {
  const { data, error, refetch } = useQuestion(
    'quarantine.families',
    { filter: { ...without(filter, 'family'), load }, limit: 200 },
    { keepLast: true },
  );
  return {
    families: data?.families ?? none,
    total: data?.total ?? 0,
    error,
    askAgain: () => void refetch(),
  };
}
