/** Records or rejects, and where among them. Other places set it before they lead there. */
import { isRejectId, numberOf } from './inspector/record-title.ts';
import { keptByLoad } from './kept-by-load.ts';
import type { ReviewMode } from './mode-switch.tsx';
import { setReviewFilter, type ReviewFilter } from './review-filter.ts';

interface Shown {
  readonly mode: ReviewMode;
  /** The reject to begin at, counted from 0 in source order; null: the first that needs a decision. */
  readonly reject: number | null;
}

const { set, use } = keptByLoad<Shown>({ mode: 'records', reject: null });

export const useShownInReview = use;

export function showRecords(load: string, filter: ReviewFilter): void {
  setReviewFilter(load, filter);
  set(load, { mode: 'records', reject: null });
}

export const showRejects = (load: string): void => set(load, { mode: 'rejects', reject: null });

/** That one alone, whatever was decided about it. */
export function showOne(load: string, recordId: string): void {
  if (isRejectId(recordId)) set(load, { mode: 'rejects', reject: numberOf(recordId) - 1 });
  else showRecords(load, { record_ids: [recordId] });
}
