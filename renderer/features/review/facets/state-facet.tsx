import type { ReactNode } from 'react';
import type { Facets } from '../../../../electron/contract/record.ts';
import { recordStates } from '../../../../electron/contract/words.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { withStates } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import { FacetList } from './facet-list.tsx';

interface StateFacetProps {
  readonly facets: Facets | undefined;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
}

export function StateFacet({ facets, filter, onFilter }: StateFacetProps): ReactNode {
  const chosen = filter.states ?? [];
  const choices = (facets?.states ?? [])
    .filter(({ state, records }) => records > 0 || chosen.includes(state) || state !== 'clean')
    .map(({ state, records }) => ({
      id: state,
      content: <StateBadge state={state} />,
      count: records,
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
