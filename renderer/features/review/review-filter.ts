/** What Review shows of a load. Other places set it before they lead there; it never stands in the address. */
import { useSyncExternalStore } from 'react';
import type { RecordFilter } from '../../../electron/contract/record.ts';

export type ReviewFilter = Omit<RecordFilter, 'load' | 'record_ids'>;

/** What a reviewer comes for: the records that need a decision. */
const openOnes: ReviewFilter = { states: ['quarantined'] };

const filters = new Map<string, ReviewFilter>();
const listeners = new Set<() => void>();

export function setReviewFilter(loadId: string, filter: ReviewFilter): void {
  filters.set(loadId, filter);
  for (const listener of listeners) listener();
}

export function useReviewFilter(loadId: string): [ReviewFilter, (filter: ReviewFilter) => void] {
  const filter = useSyncExternalStore(subscribe, () => filters.get(loadId) ?? openOnes);
  return [filter, (next) => setReviewFilter(loadId, next)];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
