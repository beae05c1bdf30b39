/**
 * Around both ways to choose a suite: the act at its foot, and Ctrl Enter wherever the focus is. A load that was checked
 * gets another suite only with a reason; its first check changes nothing yet.
 */
import { Button, Group, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Authorship } from '../../../../electron/contract/words.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { SignedBy } from '../../../ui/signed-by.tsx';
import { TaskProgress } from '../../../ui/task-progress.tsx';
import type { Check } from '../use-check.ts';
import classes from './suites.module.css';

interface SuiteChoiceProps {
  readonly isFirstCheck: boolean;
  readonly check: Check;
  /** Left out while there is nothing to use. */
  readonly onUse?: ((signed?: Authorship) => void) | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const act = 'Use this suite and check';

export function SuiteChoice({ isFirstCheck, check, onUse, onClose, children }: SuiteChoiceProps): ReactNode {
  const progress = check.task === undefined ? undefined : <TaskProgress task={check.task} />;
  if (!isFirstCheck) {
    return (
      <ReasonForm
        act={act}
        stage={check.stage}
        disabled={onUse === undefined}
        error={check.error}
        progress={progress}
        onSubmit={(signed) => onUse?.(signed)}
        onCancel={check.stage === 'resting' ? onClose : check.cancel}
      >
        {children}
      </ReasonForm>
    );
  }
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (!check.busy) onUse?.();
      }}
    >
      {children}
      {check.error !== null && <ErrorNotice error={check.error} />}
      <Group mt="md" gap="sm" wrap="nowrap">
        <div className={classes['foot']}>{progress ?? <SignedBy beside="the check" />}</div>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={check.busy}
          disabled={onUse === undefined}
          onClick={() => onUse?.()}
          rightSection={<Kbd>Ctrl ↵</Kbd>}
        >
          {act}
        </Button>
      </Group>
    </div>
  );
}
