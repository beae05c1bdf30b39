/** Carries an act out, once, and says that it was done, with the way back. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import type { Input } from '../../../../electron/contract/methods.ts';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import type { Authorship } from '../../../../electron/contract/words.ts';
import { useWhereabouts } from '../../../app/places.ts';
import { useAct } from '../../../engine/use-act.ts';
import { describeOperation } from './operation-words.ts';
import { rememberReason } from './recent-reasons.ts';
import { requestUndo } from './undo-request.ts';
import type { Meant, ReviewMethod } from './use-dry-run.ts';

interface Perform<M extends ReviewMethod> {
  readonly perform: (meant: Meant<M>, authorship: Authorship) => void;
  readonly busy: boolean;
  /** Being done, or done: nothing more is to be asked about it. */
  readonly over: boolean;
  readonly error: DeskError | null;
  /** Forgets the error. */
  readonly reset: () => void;
}

export function usePerform<M extends ReviewMethod>(method: M, onDone: (result: OperationResult) => void): Perform<M> {
  const act = useAct(method);
  const { go } = useWhereabouts();
  // A second key press may come before the first one shows.
  const running = useRef(false);
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
      () => {
        // The error is the mutation's, and shown.
        running.current = false;
      },
    );
  };
  return { perform, busy: act.isPending, over: act.isPending || act.isSuccess, error: act.error, reset: act.reset };
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
