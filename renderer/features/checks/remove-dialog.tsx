/** Taking an expectation out of the suite: says what is no longer checked, then checks again without it. */
import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import classes from './remove-dialog.module.css';
import { SignedBy } from '../../ui/signed-by.tsx';
import type { Check } from './use-check.ts';

interface RemoveDialogProps {
  readonly sentence: string;
  readonly suite: string;
  readonly check: Check;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function RemoveDialog({ sentence, suite, check, onRemove, onClose }: RemoveDialogProps): ReactNode {
  return (
    <Modal opened onClose={onClose} title="Remove the expectation" size={480}>
      <Text>This load will no longer be checked for:</Text>
      <p className={classes['sentence']}>{sentence}</p>
      <Text>
        Records that are quarantined only because of it become releasable. The suite as it was stays under “Choose a
        suite…”, {suite} before this change.
      </Text>
      {check.error !== null && <ErrorNotice error={check.error} />}
      <Group mt="md" justify="flex-end">
        <div className={classes['foot']}>
          {check.task === undefined ? <SignedBy beside="the check" /> : <TaskProgress task={check.task} />}
        </div>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button color="red" loading={check.busy} onClick={onRemove} data-autofocus>
          Remove and check again
        </Button>
      </Group>
    </Modal>
  );
}
