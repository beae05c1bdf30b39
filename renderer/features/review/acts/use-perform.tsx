/** Carries an act out, once, and says that it was done, with the way back. Whoever leaves meanwhile takes it back. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { isDeskError, type DeskError } from '../../../../electron/contract/errors.ts';
import type { Input } from '../../../../electron/contract/methods.ts';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import type { Authorship } from '../../../../electron/contract/words.ts';
import { useWhereabouts } from '../../../app/places.ts';
import { useAct, type ActStage } from '../../../engine/use-act.ts';
import type { FormEnds } from './act-form.ts';
import { useLeaving } from './act-modal.tsx';
import { describeOperation } from './operation-words.ts';
import { rememberReason } from './recent-reasons.ts';
import { requestUndo } from './undo-request.ts';
import type { Meant, ReviewMethod } from './use-dry-run.ts';

interface Perform<M extends ReviewMethod> {
  readonly perform: (meant: Meant<M>, authorship: Authorship) => void;
  readonly stage: ActStage;
  /** Closes the form; an act that is under way is taken back first, and the form stays until that is certain. */
  readonly leave: () => void;
  /** Being done, or done: nothing more is to be asked about it. */
  readonly over: boolean;
  readonly error: DeskError | null;
  /** Forgets the error. */
  readonly reset: () => void;
}

export function usePerform<M extends ReviewMethod>(method: M, { onClose, onDone }: FormEnds): Perform<M> {
  const act = useAct(method);
  const { go } = useWhereabouts();
  // A second key press may come before the first one shows.
  const running = useRef(false);
  const standing = useRef(false);
  const { cancel } = act;
  useEffect(() => {
    standing.current = true;
    return () => {
      standing.current = false;
      cancel();
    };
  }, [cancel]);
  const leave = (): void => (act.stage === 'resting' || act.stage === 'answered' ? onClose() : cancel());
  useLeaving(leave);
  const perform = (meant: Meant<M>, authorship: Authorship): void => {
    if (running.current) return;
    running.current = true;
    // A promise, not the mutation's own callbacks: those are not called when the form is gone by then.
    act.mutateAsync({ ...meant, ...authorship } as unknown as Input<M>).then(
      (output) => {
        const result = output as OperationResult;
        rememberReason(authorship.reason);
        announce(result, () => go('review'));
        onDone(result);
      },
      (error: unknown) => {
        running.current = false;
        // Every other error is the mutation's, and shown.
        if (!isDeskError(error, 'CANCELLED')) return;
        notifications.show({ message: 'Cancelled. Nothing was changed.' });
        if (standing.current) onClose();
      },
    );
  };
  const { stage, isPending, isSuccess, error, reset } = act;
  return {
    perform,
    stage,
    leave,
    over: isPending || isSuccess,
    error: isDeskError(error, 'CANCELLED') ? null : error,
    reset,
  };
}

function announce(result: OperationResult, goToReview: () => void): void {
  const { operation } = result;
  if (operation === null) {
    notifications.show({ message: 'Nothing had to be changed.' });
    return;
  }
  const undo = (): void => {
    notifications.hide(operation);
    requestUndo(operation);
    goToReview();
  };
  notifications.show({
    id: operation,
    color: 'green',
    autoClose: 10_000,
    message: (
      <span>
        {describeOperation(result)}
        {result.still_failing + result.newly_failing > 0 &&
          `, ${result.still_failing + result.newly_failing} failing`}{' '}
        ·{' '}
        <Button size="compact-xs" variant="subtle" onClick={undo}>
          Undo…
        </Button>
      </span>
    ),
  });
}
