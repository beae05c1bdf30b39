/** Which records the buttons mean: the selected ones, or else all that the filter shows and the act applies to. */
import type { Facets } from '../../../electron/contract/record.ts';
import type { RecordState } from '../../../electron/contract/words.ts';
import type { RowSelection } from '../../grid/row-selection.ts';
import type { Selection } from './acts/review-act.ts';
import type { ReviewFilter } from './review-filter.ts';

export type BulkKind = 'fix' | 'waive' | 'exclude' | 'reinstate';

/** Clean records are never meant in bulk: nobody came to Review for them. */
const appliesTo: Readonly<Record<BulkKind, readonly RecordState[]>> = {
  fix: ['quarantined', 'corrected', 'waived', 'excluded'],
  waive: ['quarantined'],
  exclude: ['quarantined', 'corrected', 'waived'],
  reinstate: ['waived', 'excluded'],
};

export interface ActScope {
  readonly selection: Selection;
  readonly count: number;
  /** Some rows were picked out by hand. */
  readonly picked: boolean;
}

export function scopeOf(
  kind: BulkKind,
  load: string,
  filter: ReviewFilter,
  { ids }: RowSelection,
  facets: Facets | undefined,
): ActScope {
  if (ids.size > 0) {
    return { selection: { ...filter, load, record_ids: [...ids] }, count: ids.size, picked: true };
  }
  const shown = filter.states ?? ['quarantined', 'corrected', 'waived', 'excluded'];
  const states = appliesTo[kind].filter((state) => shown.includes(state));
  const count = (facets?.states ?? [])
    .filter(({ state }) => states.includes(state))
    .reduce((sum, { records }) => sum + records, 0);
  return { selection: { ...filter, load, states }, count, picked: false };
}
