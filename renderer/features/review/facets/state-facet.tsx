import type { ReactNode } from 'react';
import type { Load } from '../../../../electron/contract/load.ts';
import type { Facets } from '../../../../electron/contract/record.ts';
import { recordStates } from '../../../../electron/contract/words.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { withStates } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import { FacetList } from './facet-list.tsx';

interface StateFacetProps {
  readonly load: Load;
  readonly facets: Facets | undefined;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
}

export function StateFacet({ load, facets, filter, onFilter }: StateFacetProps): ReactNode {
  const chosen = filter.states ?? [];
  const choices = (facets?.states ?? []).map(({ state, records }) => ({
    id: state,
    content: <StateBadge state={state} />,
    count: state === 'clean' && !chosen.includes(state) ? cleanOnes(load, filter) : records,
    chosen: chosen.includes(state),
  }));
  const choose = (id: string, more: boolean): void => {
    const state = recordStates.find((each) => each === id);
    if (state === undefined) return;
    const others = chosen.filter((each) => each !== state);
    if (more) onFilter(withStates(filter, chosen.includes(state) ? others : [...chosen, state]));
    else onFilter(withStates(filter, chosen.includes(state) && others.length === 0 ? [] : [state]));
  };
  return <FacetList label="State" choices={choices} onChoose={choose} />;
}

/** Clean records are only searched through when somebody asks for them. */
function cleanOnes(
  load: Load,
  { family, expectation, where, search, files, record_ids: ids }: ReviewFilter,
): number | null {
  // What fails is not clean.
  if (family !== undefined || expectation !== undefined) return 0;
  const narrowed = [where, search, files, ids].some((criterion) => criterion !== undefined);
  return narrowed ? null : load.clean;
}
