/** The one dialog in which anything is done to records: what will happen, tried out first, and why. */
import { useState, type ReactNode } from 'react';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { titleOf, type FormProps } from './act-form.ts';
import { ActModal } from './act-modal.tsx';
import { DecideForm } from './decide-form.tsx';
import { EditForm } from './edit-form.tsx';
import { FixForm } from './fix-form.tsx';
import { RepairForm } from './repair-form.tsx';
import type { ReviewAct } from './review-act.ts';

interface ActDialogProps {
  readonly act: ReviewAct | null;
  readonly onClose: () => void;
  readonly onDone: (result: OperationResult) => void;
  /** It is gone from the screen, and has given the focus back. */
  readonly onClosed?: () => void;
}

export function ActDialog({ act, onClose, onDone, onClosed }: ActDialogProps): ReactNode {
  // What is being closed is still seen while it goes.
  const [shown, setShown] = useState(act);
  if (act !== null && act !== shown) setShown(act);
  return (
    <ActModal
      opened={act !== null}
      onClose={onClose}
      onClosed={onClosed}
      title={shown === null ? '' : titleOf(shown)}
      size={shown?.kind === 'repair' ? 'xl' : 'lg'}
    >
      {shown !== null && <FormOf act={shown} onClose={onClose} onDone={onDone} />}
    </ActModal>
  );
}

function FormOf({ act, ...ends }: FormProps<ReviewAct>): ReactNode {
  switch (act.kind) {
    case 'fix':
      return <FixForm act={act} {...ends} />;
    case 'waive':
    case 'exclude':
    case 'reinstate':
      return <DecideForm act={act} {...ends} />;
    case 'repair':
      return <RepairForm act={act} {...ends} />;
    case 'edit':
      return <EditForm act={act} {...ends} />;
  }
}
