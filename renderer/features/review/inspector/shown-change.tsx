/** A change as it stands in a history or a preview: of a cell word by word, of a decision from state to state. */
import type { ReactNode } from 'react';
import { formatDay } from '../../../ui/format.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { toldState } from '../../../ui/told-state.ts';
import { WordDiff } from '../../../ui/word-diff.tsx';

interface ShownChangeProps {
  /** Null for decisions and for texts of rejects. */
  readonly column: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export function ShownChange({ column, before, after }: ShownChangeProps): ReactNode {
  if (column === null && before !== null && after !== null && toldState(before) !== null && toldState(after) !== null) {
    return (
      <>
        <ShownState state={before} /> → <ShownState state={after} />
      </>
    );
  }
  return <WordDiff before={before} after={after} />;
}

/** The state's badge, or the word where it is none that has one. */
export function ShownState({ state }: { state: string }): ReactNode {
  const told = toldState(state);
  if (told === null) return state;
  return (
    <>
      <StateBadge state={told.state} />
      {told.until !== null && ` until ${formatDay(told.until)}`}
    </>
  );
}
