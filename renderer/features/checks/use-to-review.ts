/** How many rows still wait for a decision because of an expectation: fewer than failed once some have been corrected. */
import { useQuestion } from '../../engine/engine-context.tsx';
import type { CheckRow } from './check-rows.ts';

export function useToReview(load: string, { key, counts }: CheckRow): number | undefined {
  const filter = { load, expectation: key, states: ['quarantined' as const] };
  const { data } = useQuestion(
    'quarantine.window',
    { filter, limit: 1, columns: [] },
    { enabled: (counts?.failing ?? 0) > 0, keepLast: true },
  );
  return data?.total;
}
