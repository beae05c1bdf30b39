/** From an event to what it is about, in Review. */
import type { AuditEvent } from '../../../electron/contract/audit.ts';
import { useWhereabouts } from '../../app/places.ts';
import { setReviewFilter } from '../review/review-filter.ts';

/** Undefined for what is not about one record. */
export function useReviewOf({ load, record }: AuditEvent): (() => void) | undefined {
  const { go } = useWhereabouts();
  if (load === null || record === null) return undefined;
  return () => {
    setReviewFilter(load, {});
    go('review', load);
  };
}
