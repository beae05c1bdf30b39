/** Taking an expectation out of the suite: says what is no longer checked and what that releases, and asks why. */
import { Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Authorship } from '../../../electron/contract/words.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { formatCounted } from '../../ui/format.ts';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import type { CheckRow } from './check-rows.ts';
import classes from './remove-dialog.module.css';
import type { Check } from './use-check.ts';

interface RemoveDialogProps {
  readonly load: string;
  readonly row: CheckRow | undefined;
  /** The suite has it once more. */
  readonly isTwice: boolean;
  readonly suite: string;
  readonly check: Check;
  readonly onRemove: (signed: Authorship) => void;
  readonly onClose: () => void;
}

export function RemoveDialog({ load, row, isTwice, suite, check, onRemove, onClose }: RemoveDialogProps): ReactNode {
  const alone = useQuestion(
    'check.alone',
    { load, expectation: row?.key ?? '' },
    { enabled: row !== undefined && !isTwice },
  );
  const released = isTwice || row === undefined ? 0 : alone.data?.records;
  return (
    <Modal opened onClose={onClose} title="Remove the expectation" size={480}>
      <ReasonForm
        act="Remove and check again"
        dangerous
        stage={check.stage}
        disabled={released === undefined}
        error={check.error ?? alone.error}
        progress={check.task === undefined ? undefined : <TaskProgress task={check.task} />}
        onSubmit={onRemove}
        onCancel={check.stage === 'resting' ? onClose : check.cancel}
      >
        <Text>This load will no longer be checked for:</Text>
        <p className={classes['sentence']}>{row?.sentence}</p>
        <Text fw={600} role="status">
          {released === undefined ? 'Counting what it would release…' : releaseWords(released)}
        </Text>
        <Text>The suite as it was stays under “Choose a suite…”, {suite} before this change.</Text>
      </ReasonForm>
    </Modal>
  );
}

const releaseWords = (records: number): string =>
  records === 0
    ? 'It would release no record.'
    : `It would release ${formatCounted(records, 'record')}, quarantined for nothing else.`;
