/** The one dialog in which anything is done to records: what will happen, tried out first, and why. */
import { Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { titleOf, type FormProps } from './act-form.ts';
import { DecideForm } from './decide-form.tsx';
import { EditForm } from './edit-form.tsx';
import { FixForm } from './fix-form.tsx';
import { RepairForm } from './repair-form.tsx';
import type { ReviewAct } from './review-act.ts';

interface ActDialogProps {
  readonly act: ReviewAct | null;
  readonly onClose: () => void;
  readonly onDone: (result: OperationResult) => void;
}

export function ActDialog({ act, onClose, onDone }: ActDialogProps): ReactNode {
  // What is being closed is still seen while it goes.
  const [shown, setShown] = useState(act);
  if (act !== null && act !== shown) setShown(act);
  return (
    <Modal
      opened={act !== null}
      onClose={onClose}
      title={shown === null ? '' : titleOf(shown)}
      size={shown?.kind === 'repair' ? 'xl' : 'lg'}
      // A slip beside the dialog must not cost what was written in it.
      closeOnClickOutside={false}
    >
      {shown !== null && <FormOf act={shown} onClose={onClose} onDone={onDone} />}
    </Modal>
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
