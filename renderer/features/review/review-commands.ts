/** Review by the keyboard. */
import { useCommands } from '../../app/commands.tsx';
import { keyOf, labelOf, type BulkAct } from './act-bar.tsx';

interface ReviewCommandsInput {
  readonly acts: readonly BulkAct[];
  readonly onAct: (act: BulkAct) => void;
  readonly onMove: (step: number) => void;
  /** Whether there is a cell to be edited. */
  readonly canEdit: boolean;
  readonly onEdit: () => void;
  readonly onSearch: () => void;
}

export function useReviewCommands({ acts, onAct, onMove, canEdit, onEdit, onSearch }: ReviewCommandsInput): void {
  const group = 'Review';
  useCommands([
    { id: 'review.next', label: 'Next record', group, keys: 'J', quiet: true, run: () => onMove(1) },
    { id: 'review.previous', label: 'Previous record', group, keys: 'K', quiet: true, run: () => onMove(-1) },
    { id: 'review.edit', label: 'Edit the cell', group, keys: 'E', disabled: !canEdit, run: onEdit },
    ...acts.map((act) => ({
      id: `review.${act.kind}`,
      label: labelOf(act),
      group,
      keys: keyOf[act.kind],
      disabled: act.scope.count === 0,
      run: () => onAct(act),
    })),
    { id: 'review.search', label: 'Search these records', group, keys: '/', run: onSearch },
  ]);
}
