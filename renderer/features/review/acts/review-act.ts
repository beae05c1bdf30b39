/** What a reviewer is about to do, from the button or key that began it to the dialog that asks for the reason. */
import type { Input } from '../../../../electron/contract/methods.ts';

/** Which records are meant. */
export type Selection = Input<'review.correct'>['selection'];

interface Meant {
  readonly selection: Selection;
  /** How many records that is, as far as the page knows. */
  readonly count: number;
}

export type ReviewAct =
  /** One value for a column in all of them; both are null while they are still to be chosen. */
  | ({ readonly kind: 'fix'; readonly column: string | null; readonly value: string | null } & Meant)
  | ({ readonly kind: 'waive' | 'exclude' | 'reinstate' } & Meant)
  | { readonly kind: 'repair'; readonly rejectId: string }
  /** One cell, changed in place: only the reason is missing. */
  | {
      readonly kind: 'edit';
      readonly recordId: string;
      /** The record's version when the value was read; a later one is a conflict. */
      readonly version: number;
      readonly column: string;
      readonly oldValue: string | null;
      readonly newValue: string | null;
    };
