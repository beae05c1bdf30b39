/** From an event to the record or reject it is about, in Review. */
import type { AuditEvent } from '../../../electron/contract/audit.ts';
import { useWhereabouts } from '../../app/places.ts';
import { showOne } from '../review/shown-in-review.ts';

/** Undefined for what is not about one record. */
export function useReviewOf({ load, record }: AuditEvent): (() => void) | undefined {
  const { go } = useWhereabouts();
  if (load === null || record === null) return undefined;
  return () => {
    showOne(load, record);
    go('review', load);
  };
}
