/** What can be done to the record or reject that is looked at, by the state it is in. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RecordState } from '../../../../electron/contract/words.ts';
import type { InspectorActs } from './inspector.tsx';
import classes from './inspector.module.css';

interface InspectorActionsProps {
  readonly state: RecordState | 'repaired';
  readonly isReject: boolean;
  readonly acts: InspectorActs;
  readonly disabled: boolean;
}

export function InspectorActions({ state, isReject, acts, disabled }: InspectorActionsProps): ReactNode {
  const decided = state === 'excluded' || state === 'waived';
  if (state === 'repaired') return null;
  const offered: { readonly label: string; readonly run: () => void; readonly when: boolean }[] = [
    { label: isReject ? 'Repair…' : 'Fix…', run: acts.onFix, when: isReject ? state === 'quarantined' : true },
    { label: 'Waive…', run: acts.onWaive, when: state === 'quarantined' && !isReject },
    { label: 'Exclude…', run: acts.onExclude, when: state !== 'excluded' },
    { label: 'Reinstate…', run: acts.onReinstate, when: decided },
  ];
  return (
    <footer className={classes['actions']} aria-label={isReject ? 'This reject' : 'This record'} role="group">
      {offered
        .filter(({ when }) => when)
        .map(({ label, run }) => (
          <Button key={label} variant="default" size="compact-sm" disabled={disabled} onClick={run}>
            {label}
          </Button>
        ))}
    </footer>
  );
}
