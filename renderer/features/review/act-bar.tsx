/** What can be done to the rows that are meant: those picked by hand, a family, or all that the filter shows. */
import { Button, Kbd, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import type { ActScope, BulkKind } from './act-scope.ts';
import { UndoButton } from './acts/undo-button.tsx';
import classes from './review.module.css';

export interface BulkAct {
  readonly kind: BulkKind;
  readonly scope: ActScope;
}

interface ActBarProps {
  readonly loadId: string;
  readonly acts: readonly BulkAct[];
  readonly onAct: (act: BulkAct) => void;
  readonly picked: number;
  /** More were meant than can be picked by hand. */
  readonly cut: boolean;
  readonly onClear: () => void;
}

const verbs: Readonly<Record<BulkKind, string>> = {
  fix: 'Fix',
  waive: 'Waive',
  exclude: 'Exclude',
  reinstate: 'Reinstate',
};
export const keyOf: Readonly<Record<BulkKind, string>> = { fix: 'F', waive: 'W', exclude: 'X', reinstate: 'R' };

/** `Fix all 372…`, `Fix 3 selected…`. */
export function labelOf({ kind, scope: { picked, count } }: BulkAct): string {
  if (count === 0) return `${verbs[kind]}…`;
  if (picked) return `${verbs[kind]} ${formatCount(count)} selected…`;
  return count === 1 ? `${verbs[kind]} this one…` : `${verbs[kind]} all ${formatCount(count)}…`;
}

const whyNot: Readonly<Record<BulkKind, string>> = {
  fix: 'No record that is shown has anything to be fixed.',
  waive: 'No record that is shown is quarantined, and only such can be waived.',
  exclude: 'No record that is shown can be excluded.',
  reinstate: 'No record that is shown was waived or excluded.',
};

const familyCharacters = 60;

export function ActBar({ loadId, acts, onAct, picked, cut, onClear }: ActBarProps): ReactNode {
  const family = acts.find(({ kind }) => kind === 'fix')?.scope.family;
  return (
    <div role="toolbar" aria-label="Decisions" className={classes['acts']}>
      {acts
        .filter(({ kind, scope }) => kind !== 'reinstate' || scope.count > 0)
        .map((act) => (
          <Button
            key={act.kind}
            variant={act.kind === 'fix' ? 'filled' : 'default'}
            disabled={act.scope.count === 0}
            {...(act.scope.count === 0 ? { title: whyNot[act.kind] } : {})}
            rightSection={<Kbd>{keyOf[act.kind]}</Kbd>}
            onClick={() => onAct(act)}
          >
            {act.kind === 'fix' ? labelOf(act) : `${verbs[act.kind]}…`}
          </Button>
        ))}
      {family !== undefined && (
        <span className={classes['meant']}>
          family <VisibleText text={family.value?.slice(0, familyCharacters) ?? null} oneLine />
        </span>
      )}
      {picked > 0 && (
        <>
          <Text size="sm" c="dimmed" role="status">
            {formatCount(picked)} selected
            {cut && ', the most by hand: Ctrl+A selects all that is shown'}
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={onClear}>
            Clear
          </Button>
        </>
      )}
      <span className={classes['undo']}>
        <UndoButton loadId={loadId} />
      </span>
    </div>
  );
}
