/**
 * Which records the buttons mean: the selected ones; or else the family one is looking at, because a family is one
 * decision; or, where all are selected or nothing fails, all that the filter shows and the act applies to.
 */
import type { DeskRecord, Facets, Family } from '../../../electron/contract/record.ts';
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
  /** The family it is, if it is one. */
  readonly family: Family | undefined;
}

export interface Seen {
  readonly load: string;
  readonly filter: ReviewFilter;
  readonly facets: Facets | undefined;
  /** The family that is chosen, or else the one of the active record. */
  readonly family: Family | undefined;
}

/** The family of the record's first finding that nobody waived; undefined where the list of families does not have it. */
export function familyOf(record: DeskRecord | undefined, families: readonly Family[]): Family | undefined {
  const open = record?.findings.find(({ waived }) => !waived);
  if (open === undefined) return undefined;
  return families.find((family) => family.expectation_key === open.expectation_key && family.value === open.value);
}

export function scopeOf(kind: BulkKind, { load, filter, facets, family }: Seen, { all, ids }: RowSelection): ActScope {
  if (ids.size > 0) {
    // Of what is shown, and so of what can be picked, there may be none in a state that could be taken back or accepted.
    const inState = facets?.states.filter(({ state, records }) => appliesTo[kind].includes(state) && records > 0);
    const applies = kind === 'fix' || kind === 'exclude' || inState === undefined || inState.length > 0;
    const selection = { ...filter, load, record_ids: [...ids] };
    return { selection, count: applies ? ids.size : 0, picked: true, family: undefined };
  }
  if (family !== undefined && filter.family === undefined && !all && kind !== 'reinstate') {
    const states = appliesTo[kind].filter((state) => (filter.states ?? ['quarantined']).includes(state));
    const selection = { ...filter, load, states, family: family.family };
    return { selection, count: states.length === 0 ? 0 : family.records, picked: false, family };
  }
  const shown = filter.states ?? ['quarantined', 'corrected', 'waived', 'excluded'];
  const states = appliesTo[kind].filter((state) => shown.includes(state));
  const count = (facets?.states ?? [])
    .filter(({ state }) => states.includes(state))
    .reduce((sum, { records }) => sum + records, 0);
  return { selection: { ...filter, load, states }, count, picked: false, family: all ? undefined : family };
}
