/** Waive, exclude, reinstate: what the decision means in a sentence, what it would change, and why. */
import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { formatCounted, formatDay } from '../../../ui/format.ts';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { nameAct, type FormProps } from './act-form.ts';
import { EffectPreview } from './effect-preview.tsx';
import { recentReasons } from './recent-reasons.ts';
import type { ReviewAct } from './review-act.ts';
import { useDryRun } from './use-dry-run.ts';
import { usePerform } from './use-perform.tsx';

type DecideAct = Extract<ReviewAct, { kind: 'waive' | 'exclude' | 'reinstate' }>;

const methods = { waive: 'review.waive', exclude: 'review.exclude', reinstate: 'review.reinstate' } as const;

export function DecideForm({ act, onClose, onDone }: FormProps<DecideAct>): ReactNode {
  const [lastDay, setLastDay] = useState('');
  const meant = {
    selection: act.selection,
    ...(act.kind === 'waive' && lastDay !== '' ? { until: lastDay } : {}),
  };
  const { perform, stage, leave, over, error } = usePerform(methods[act.kind], { onClose, onDone });
  const dryRun = useDryRun(methods[act.kind], meant, over);
  const changed = dryRun.isCurrent ? (dryRun.result?.records ?? 0) : 0;
  const count = changed === 0 ? act.count : changed;
  const ready = changed > 0;
  return (
    <ReasonForm
      act={nameAct(act.kind, count)}
      stage={stage}
      disabled={!ready}
      error={error}
      suggestions={recentReasons()}
      onCancel={leave}
      onSubmit={(authorship) => {
        if (ready) perform(meant, authorship);
      }}
    >
      <Text size="sm">{meaningOf(act.kind, count === 1, lastDay)}</Text>
      {act.kind === 'waive' && (
        <TextInput
          type="date"
          label="Last day (optional)"
          description="Left empty, the waiver holds until it is undone."
          mt="sm"
          maw={320}
          min={today()}
          value={lastDay}
          onChange={(event) => setLastDay(event.currentTarget.value)}
        />
      )}
      <EffectPreview dryRun={dryRun} awaiting="" outcome={(result) => outcomeOf(act.kind, result)} />
    </ReasonForm>
  );
}

function meaningOf(kind: DecideAct['kind'], one: boolean, lastDay: string): string {
  switch (kind) {
    case 'waive': {
      const meaning = one
        ? 'It is accepted as it is, and goes to bronze unchanged'
        : 'They are accepted as they are, and go to bronze unchanged';
      return lastDay === ''
        ? `${meaning}. What fails stays on record.`
        : `${meaning}, up to and with ${formatDay(lastDay)}. From the day after it counts as failing again, and waits in quarantine.`;
    }
    case 'exclude':
      return one
        ? 'It is kept out of bronze. Nothing is deleted: it stays here, counts in the receipt, and can be reinstated.'
        : 'They are kept out of bronze. Nothing is deleted: they stay here, count in the receipt, and can be reinstated.';
    case 'reinstate':
      return `The decision on ${one ? 'it' : 'them'} is taken back. What fails a check goes back to quarantine; what passes can be published again.`;
  }
}

function outcomeOf(kind: DecideAct['kind'], { records, cleared, newly_failing: newly }: OperationResult): string {
  switch (kind) {
    case 'waive':
      return `${formatCounted(records, 'record')} would be waived.`;
    case 'exclude':
      return `${formatCounted(records, 'record')} would be kept out${cleared > 0 ? `, ${formatCounted(cleared, 'of them', 'of them')} from quarantine` : ''}.`;
    case 'reinstate':
      return `${formatCounted(records, 'record')} would come back${newly > 0 ? `, ${formatCounted(newly, 'of them', 'of them')} to quarantine` : ''}.`;
  }
}

/** By this machine's calendar; the engine has the last word. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
