/** The one thing to do with a load next, with its key: check it, review what fails, publish what passes. */
import { Button, Group, Kbd, Text } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Load, Receipt } from '../../../../electron/contract/load.ts';
import { useCommands } from '../../../app/commands.tsx';
import { useActor } from '../../../app/actor.tsx';
import { useWhereabouts } from '../../../app/places.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { SignedBy } from '../../../ui/signed-by.tsx';
import { TaskProgress } from '../../../ui/task-progress.tsx';
import { useCheck } from '../../checks/use-check.ts';
import classes from './details.module.css';

interface Step {
  readonly id: string;
  readonly label: string;
  readonly keys: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

export function NextStep({ load, receipt }: { load: Load; receipt: Receipt }): ReactNode {
  const { name } = useActor();
  const [nameless] = useState(name === '');
  const { go } = useWhereabouts();
  const check = useCheck(load);
  const box = useRef<HTMLDivElement>(null);
  const began = useRef<{ readonly checkedBefore: string | null } | null>(null);

  const checkIt: Step = {
    id: 'loads.check',
    label: load.checked_at === null ? 'Check it now' : 'Check it again',
    keys: 'C',
    disabled: check.busy || name === '',
    run: () => void check.run(),
  };
  const steps = stepsOf(load, receipt, checkIt, (place) => go(place, load.id));
  useCommands(steps.map((step) => ({ ...step, group: 'Loads' })));

  // A check leads on: when its outcome is here, the focus is on what comes next, unless somebody is at work elsewhere.
  useEffect(() => {
    if (check.busy) {
      began.current ??= { checkedBefore: load.checked_at };
      return;
    }
    if (began.current === null || began.current.checkedBefore === load.checked_at) return;
    began.current = null;
    const focused = document.activeElement;
    // On one of the steps, or on what stands around them since the step that was pressed went away.
    const isHere = box.current?.contains(focused) === true || focused?.contains(box.current) === true;
    if (isHere) box.current?.querySelector('button')?.focus();
  }, [check.busy, load.checked_at]);

  return (
    <div className={classes['next']}>
      <Text size="sm">{sentenceOf(load, receipt)}</Text>
      {check.error !== null && <ErrorNotice error={check.error} actions={[{ label: 'Close', run: check.forget }]} />}
      {check.cancelled && (
        <Text size="sm" role="status">
          Checking was cancelled. Nothing of it was kept.
        </Text>
      )}
      {check.task !== undefined && <TaskProgress task={check.task} />}
      <Group gap="xs" ref={box}>
        {steps.map((step, index) => (
          <Button
            key={step.id}
            {...(index === 0 ? {} : { variant: 'default' })}
            disabled={step.disabled ?? false}
            onClick={step.run}
            rightSection={<Kbd>{step.keys}</Kbd>}
          >
            {step.label}
          </Button>
        ))}
        {(load.checked_at === null || nameless) && <SignedBy beside="the check" />}
      </Group>
    </div>
  );
}

function stepsOf(
  load: Load,
  receipt: Receipt,
  check: Step,
  go: (place: 'review' | 'publish' | 'checks') => void,
): readonly Step[] {
  if (load.checked_at === null) return [check];
  const publish: Step = {
    id: 'loads.publish',
    label: load.published_at === null ? 'Go on to publish' : 'See what is published',
    keys: 'P',
    run: () => go('publish'),
  };
  const review: Step = {
    id: 'loads.review',
    label: `Review the ${formatCount(load.quarantined)} in quarantine`,
    keys: 'R',
    run: () => go('review'),
  };
  if (load.could_not_run > 0) {
    const checks = { id: 'loads.checks', label: 'See what could not run', keys: 'G', run: () => go('checks') };
    return [checks, ...(load.quarantined > 0 ? [review] : []), check];
  }
  return [...(load.quarantined > 0 ? [review] : []), ...(receipt.balanced ? [publish] : []), check];
}

function sentenceOf(load: Load, receipt: Receipt): string {
  if (load.checked_at === null) {
    return 'The rules have not been run over these records yet. Nothing goes to bronze unchecked.';
  }
  if (load.could_not_run > 0)
    return `${formatCounted(load.could_not_run, 'rule')} could not run. That is never a pass.`;
  const releasable = receipt.clean + receipt.corrected + receipt.waived;
  if (load.published_at !== null && load.changed_since_publish) {
    return 'It was changed after it was published. Publish it again, and the new publish supersedes the old one.';
  }
  if (load.quarantined > 0) {
    return `${formatCounted(releasable, 'record')} may go to bronze. ${formatCount(load.quarantined)} wait for a decision.`;
  }
  if (load.published_at !== null) return 'It is published, and nothing was changed since.';
  return `Every record is decided: ${formatCounted(releasable, 'record')} may go to bronze.`;
}
