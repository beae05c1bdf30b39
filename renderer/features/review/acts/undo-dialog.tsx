/** Undoing an operation: what it was, what turning it back would change now, and why. */
import { Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { formatExactTime } from '../../../ui/format.ts';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { ActModal } from './act-modal.tsx';
import { EffectPreview } from './effect-preview.tsx';
import { describeOperation } from './operation-words.ts';
import { recentReasons } from './recent-reasons.ts';
import type { Operation } from './undo-button.tsx';
import { useDryRun } from './use-dry-run.ts';
import { usePerform } from './use-perform.tsx';

interface UndoDialogProps {
  readonly operation: Operation | null;
  readonly onClose: () => void;
}

export function UndoDialog({ operation, onClose }: UndoDialogProps): ReactNode {
  // What is being closed is still seen while it goes.
  const [shown, setShown] = useState(operation);
  if (operation !== null && operation !== shown) setShown(operation);
  return (
    <ActModal
      opened={operation !== null}
      onClose={onClose}
      title={shown === null ? '' : `Undo “${describeOperation(shown)}”`}
      size="lg"
    >
      {shown !== null && <UndoForm key={shown.operation} operation={shown} onClose={onClose} />}
    </ActModal>
  );
}

function UndoForm({ operation: undone, onClose }: { operation: Operation; onClose: () => void }): ReactNode {
  const { operation, load, actor, at, reason } = undone;
  const meant = { operation };
  const { perform, stage, leave, over, error } = usePerform('review.undo', { onClose, onDone: onClose });
  const dryRun = useDryRun('review.undo', meant, over, load);
  return (
    <ReasonForm
      act={`Undo “${describeOperation(undone)}”`}
      stage={stage}
      disabled={!dryRun.isCurrent}
      error={error}
      suggestions={recentReasons()}
      onCancel={leave}
      onSubmit={(authorship) => {
        if (dryRun.isCurrent) perform(meant, authorship);
      }}
    >
      <Text size="sm">
        Done by {actor} on {formatExactTime(at)}: {reason}
      </Text>
      <Text size="sm" mt={4}>
        What it changed is put back wherever nobody has worked since. Both stay in the audit trail.
      </Text>
      <EffectPreview dryRun={dryRun} awaiting="" />
    </ReasonForm>
  );
}
