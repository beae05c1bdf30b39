/** What the forms of all acts share: what they are given, and how an act is named in its title and on its button. */
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { numberOf } from '../inspector/record-title.ts';
import type { ReviewAct } from './review-act.ts';

export interface FormEnds {
  readonly onClose: () => void;
  readonly onDone: (result: OperationResult) => void;
}

export interface FormProps<Act extends ReviewAct> extends FormEnds {
  readonly act: Act;
}

const verbs = { fix: 'Fix', waive: 'Waive', exclude: 'Exclude', reinstate: 'Reinstate' } as const;

/** What the act does to how many; also what its button says. */
export function titleOf(act: ReviewAct): string {
  switch (act.kind) {
    case 'repair':
      return `Repair reject ${formatCount(numberOf(act.rejectId))}`;
    case 'edit':
      return `Change ${act.column} in record ${formatCount(numberOf(act.recordId))}`;
    default:
      return nameAct(act.kind, act.count);
  }
}

export const nameAct = (kind: keyof typeof verbs, count: number): string =>
  `${verbs[kind]} ${formatCounted(count, 'record')}`;
