/** What Review shows of a load's records. */
import type { RecordFilter } from '../../../electron/contract/record.ts';
import { keptByLoad } from './kept-by-load.ts';

export type ReviewFilter = Omit<RecordFilter, 'load'>;

/** What a reviewer comes for: the records that need a decision. */
export const { set: setReviewFilter, use: useReviewFilter } = keptByLoad<ReviewFilter>({ states: ['quarantined'] });
