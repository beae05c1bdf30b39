/** The last thing that was done, by name, and the way back from it and from anything before it. */
import { ActionIcon, Button, Kbd, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconHistory } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Output } from '../../../../electron/contract/methods.ts';
import { useCommands } from '../../../app/commands.tsx';
import { keyCaps } from '../../../app/key-caps.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { describeOperation } from './operation-words.ts';
import { OperationsDialog } from './operations-dialog.tsx';
import classes from './undo-button.module.css';
import { UndoDialog } from './undo-dialog.tsx';
import { requestUndo, useRequestedUndo } from './undo-request.ts';

export type Operation = Output<'review.history'>[number];

export function UndoButton({ loadId }: { loadId: string }): ReactNode {
  const operations = useQuestion('review.history', { load: loadId }).data ?? [];
  const [listed, setListed] = useState(false);
  const list = useRef<HTMLButtonElement>(null);
  const requested = useRequestedUndo();
  const chosen = operations.find(({ operation }) => operation === requested) ?? null;
  // An undo is not what one means by "the last thing I did"; it stands in the list, and can be undone from there.
  const last = operations.find(({ kind, undone_by: undoneBy }) => kind !== 'undo' && undoneBy === null);
  // The dialog gives the focus back to where it was; a notice it was asked for in will be gone by then.
  useLayoutEffect(() => {
    const from = document.activeElement;
    const willBeGone = from === document.body || from?.closest('[role="alert"]') !== null;
    if (chosen !== null && willBeGone) list.current?.focus();
  }, [chosen]);
  const undoLast = (): void => requestUndo(last?.operation ?? null);
  useCommands([
    {
      id: 'undo',
      label: last === undefined ? 'Undo' : `Undo “${describeOperation(last)}”…`,
      group: 'Review',
      keys: 'mod+Z',
      disabled: last === undefined,
      run: undoLast,
    },
    {
      id: 'operations',
      label: 'Show what was done to this load…',
      group: 'Review',
      disabled: operations.length === 0,
      run: () => setListed(true),
    },
  ]);
  return (
    <>
      <Button.Group>
        <Button
          variant="default"
          disabled={last === undefined}
          onClick={undoLast}
          {...(last === undefined ? {} : { title: `Undo “${describeOperation(last)}”` })}
          rightSection={<Kbd>{keyCaps('mod+Z').join(' ')}</Kbd>}
        >
          <IconArrowBackUp size={15} className={classes['picture'] ?? ''} aria-hidden />
          <span className={classes['words']}>
            {last === undefined ? 'Nothing to undo' : `Undo “${describeOperation(last)}”`}
          </span>
        </Button>
        <Tooltip label="Everything that was done to this load">
          <ActionIcon
            ref={list}
            variant="default"
            size={30}
            aria-label="Operations…"
            disabled={operations.length === 0}
            onClick={() => setListed(true)}
          >
            <IconHistory size={15} />
          </ActionIcon>
        </Tooltip>
      </Button.Group>
      <OperationsDialog
        opened={listed}
        operations={operations}
        onClose={() => setListed(false)}
        returnFocus={requested === null}
        onUndo={({ operation }) => {
          setListed(false);
          requestUndo(operation);
        }}
      />
      <UndoDialog operation={chosen} onClose={() => requestUndo(null)} />
    </>
  );
}
