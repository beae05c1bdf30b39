/** The end of both ways to choose a suite: who signs, how far the check is, and the act. */
import { Button, Group, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { TaskProgress } from '../../../ui/task-progress.tsx';
import { SignedBy } from '../../../ui/signed-by.tsx';
import type { Check } from '../use-check.ts';
import classes from './suites.module.css';

interface SuiteFootProps {
  readonly check: Check;
  /** Left out while there is nothing to use. */
  readonly onUse?: (() => void) | undefined;
  readonly onClose: () => void;
}

export function SuiteFoot({ check, onUse, onClose }: SuiteFootProps): ReactNode {
  return (
    <>
      {check.error !== null && <ErrorNotice error={check.error} />}
      <Group mt="md" gap="sm" wrap="nowrap">
        <div className={classes['foot']}>
          {check.task === undefined ? <SignedBy beside="the check" /> : <TaskProgress task={check.task} />}
        </div>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={check.busy}
          disabled={onUse === undefined}
          onClick={() => onUse?.()}
          rightSection={<Kbd>Ctrl ↵</Kbd>}
        >
          Use this suite and check
        </Button>
      </Group>
    </>
  );
}

/** Ctrl Enter uses the suite, wherever the focus is. */
export const onCtrlEnter =
  (use: (() => void) | undefined) =>
  (event: { key: string; ctrlKey: boolean; metaKey: boolean; preventDefault: () => void }): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    use?.();
  };
