/** A record's state, by word and by colour. */
import type { ReactNode } from 'react';
import type { RecordState } from '../../electron/contract/words.ts';
import classes from './state-badge.module.css';

export const stateWords: Readonly<Record<RecordState | 'repaired', string>> = {
  clean: 'Clean',
  quarantined: 'Quarantined',
  corrected: 'Corrected',
  waived: 'Waived',
  excluded: 'Excluded',
  repaired: 'Repaired',
};

export function StateBadge({ state }: { state: RecordState | 'repaired' }): ReactNode {
  return (
    <span className={classes['state']} data-state={state}>
      <i className={classes['dot']} aria-hidden="true" />
      {stateWords[state]}
    </span>
  );
}
