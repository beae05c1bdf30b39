/** A change as it stands in a history or a preview: of a cell word by word, of a decision from state to state. */
import type { ReactNode } from 'react';
import { recordStates, type RecordState } from '../../../../electron/contract/words.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { WordDiff } from '../../../ui/word-diff.tsx';

interface ShownChangeProps {
  /** Null for decisions and for texts of rejects. */
  readonly column: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export function ShownChange({ column, before, after }: ShownChangeProps): ReactNode {
  if (column === null && isState(before) && isState(after)) {
    return (
      <>
        <StateBadge state={before} /> → <StateBadge state={after} />
      </>
    );
  }
  return <WordDiff before={before} after={after} />;
}

/** The state's badge, or the word where it is none that has one. */
export function ShownState({ state }: { state: string }): ReactNode {
  return isState(state) ? <StateBadge state={state} /> : state;
}

const isState = (text: string | null): text is RecordState | 'repaired' =>
  text === 'repaired' || recordStates.some((state) => state === text);
