/** One cell, changed in place: old and new side by side, what the checks will say, and why. */
import { useState, type ReactNode } from 'react';
import { isDeskError } from '../../../../electron/contract/errors.ts';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { WordDiff } from '../../../ui/word-diff.tsx';
import { loadOf } from '../inspector/record-title.ts';
import type { FormProps } from './act-form.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import classes from './edit-form.module.css';
import { EffectPreview } from './effect-preview.tsx';
import { recentReasons } from './recent-reasons.ts';
import type { ReviewAct } from './review-act.ts';
import { useDryRun } from './use-dry-run.ts';
import { usePerform } from './use-perform.tsx';

type EditAct = Extract<ReviewAct, { kind: 'edit' }>;

export function EditForm({ act, onClose, onDone }: FormProps<EditAct>): ReactNode {
  const { recordId, column, newValue } = act;
  // What the change is made upon; another one when it is tried again on what somebody else left.
  const [seen, setSeen] = useState({ version: act.version, value: act.oldValue });
  const meant = {
    selection: { load: loadOf(recordId), record_ids: [recordId] },
    set: { [column]: newValue },
    expected_version: seen.version,
  };
  const { perform, stage, leave, over, error, reset } = usePerform('review.correct', { onClose, onDone });
  const dryRun = useDryRun('review.correct', meant, over);
  const conflict = [error, dryRun.error].find((each) => isDeskError(each, 'CONFLICT'));
  const ready = dryRun.isCurrent && conflict === undefined && (dryRun.result?.records ?? 0) > 0;
  return (
    <ReasonForm
      act="Change the value"
      stage={stage}
      disabled={!ready}
      error={conflict === undefined ? error : null}
      suggestions={recentReasons()}
      onCancel={leave}
      onSubmit={(authorship) => {
        if (ready) perform(meant, authorship);
      }}
    >
      <p className={classes['change']} aria-label="The change">
        <WordDiff before={seen.value} after={newValue} />
      </p>
      {conflict === undefined ? (
        <EffectPreview dryRun={dryRun} awaiting="" outcome={verdictOf} withSample={false} />
      ) : (
        <ConflictNotice
          error={conflict}
          recordId={recordId}
          column={column}
          written={newValue}
          onShow={onClose}
          onTryAgain={(now) => {
            reset();
            setSeen(now);
          }}
        />
      )}
    </ReasonForm>
  );
}

/** What the re-check will say. */
function verdictOf({ cleared, still_failing: still, newly_failing: newly }: OperationResult): string {
  if (cleared > 0) return 'With it the record passes every check, and leaves quarantine.';
  return still + newly > 0 ? 'With it the record does not pass.' : 'With it the record goes on passing every check.';
}
