/**
 * When nothing of the chosen family is left, one goes on to the next in the list. Only after a decision: a family that a
 * search or another filter leaves empty stays chosen.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import type { Family } from '../../../electron/contract/record.ts';
import { without, withFamily } from './filter-edits.ts';
import { nextFamily } from './next-family.ts';
import type { RecordView } from './use-record-view.ts';

interface Open {
  readonly families: readonly Family[];
  /** The other criteria when the list was that. */
  readonly others: string;
}

/** True from the decision on until the next family is shown. */
export function useNextFamily({ filter, setFilter, families, rows }: RecordView, onMoved: () => void): boolean {
  const chosen = filter.family;
  const others = JSON.stringify(without(filter, 'family'));
  const [open, setOpen] = useState<Open | null>(null);
  const { isCurrent, families: list } = families;
  const isHere = isCurrent && list.some(({ family }) => family === chosen);
  if (isHere && (open?.families !== list || open.others !== others)) setOpen({ families: list, others });
  const wasHere = open?.others === others && open.families.some(({ family }) => family === chosen);
  const isEmpty = rows.total === 0 && !rows.loading;
  const isDecided = wasHere && isEmpty && filter.states?.includes('quarantined') === true;
  const goOn = useEffectEvent(() => {
    if (!isDecided || !isCurrent || isHere || chosen === undefined) return;
    const ids = (of: readonly Family[]): string[] => of.map(({ family }) => family);
    const next = nextFamily(ids(open.families), chosen, ids(list));
    setFilter(next === undefined ? without(filter, 'family') : withFamily(filter, next));
    onMoved();
  });
  useEffect(() => goOn(), [isDecided, isCurrent, isHere]);
  return isDecided;
}
