/** The families that are done, each with what became of it; chosen, its records are shown. */
import { Button } from '@mantine/core';
import { useRovingIndex } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { Decided } from '../../../../electron/contract/record.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { formatCount, formatDay } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { facetCondition } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import classes from './facets.module.css';
import { FamilyButton } from './family-button.tsx';

interface DecidedListProps {
  readonly load: string;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
}

const shownAtFirst = 4;
const mostAsked = 200;

export function DecidedList({ load, filter, onFilter }: DecidedListProps): ReactNode {
  const [all, setAll] = useState(false);
  const { data = [] } = useQuestion('review.decided', { load, limit: mostAsked });
  const shown = all ? data : data.slice(0, shownAtFirst);
  const { getItemProps } = useRovingIndex({ total: shown.length, orientation: 'vertical', loop: false });
  if (data.length === 0) return null;
  const most = data[0]?.records ?? 1;
  return (
    <section aria-label="Decided">
      <h3 className={classes['heading']}>
        Decided
        <span>{data.length === mostAsked ? `${formatCount(mostAsked)} or more` : formatCount(data.length)}</span>
      </h3>
      <ul className={classes['families']}>
        {shown.map((decided, index) => {
          const own = filterOf(decided);
          const chosen = JSON.stringify(own) === JSON.stringify(filter);
          return (
            <li key={keyOf(decided)}>
              <FamilyButton
                value={decided.value}
                outcome={<Outcome decided={decided} />}
                records={decided.records}
                share={decided.records / most}
                chosen={chosen}
                item={getItemProps({ index, onClick: () => onFilter(chosen ? { states: ['quarantined'] } : own) })}
              />
            </li>
          );
        })}
      </ul>
      {data.length > shown.length && (
        <Button variant="subtle" size="compact-xs" mx={10} mb={8} onClick={() => setAll(true)}>
          Show {formatCount(data.length - shown.length)} more
        </Button>
      )}
    </section>
  );
}

const keyOf = ({ state, family, column, value, new_value: newValue, until }: Decided): string =>
  JSON.stringify([state, family, column, value, newValue, until]);

/** What has no family any more is found by the value it has now. */
function filterOf({ state, family, column, new_value: newValue }: Decided): ReviewFilter {
  if (family !== null) return { states: [state], family };
  if (state !== 'corrected' || column === null) return { states: [state] };
  return { states: [state], where: [facetCondition(column, 'value', newValue)] };
}

function Outcome({ decided: { state, new_value: newValue, until, operations } }: { decided: Decided }): ReactNode {
  if (state === 'corrected') {
    return (
      <>
        corrected to <VisibleText text={newValue} oneLine />,{' '}
        {operations === 1 ? 'one operation' : `${formatCount(operations)} operations`}
      </>
    );
  }
  return until === null ? state : `${state} until ${formatDay(until)}`;
}
