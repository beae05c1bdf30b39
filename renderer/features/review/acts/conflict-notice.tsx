/** Somebody else was faster: both values, and the two ways on. Nothing was overwritten. */
import type { ReactNode } from 'react';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import classes from './edit-form.module.css';

interface ConflictNoticeProps {
  readonly error: DeskError;
  readonly recordId: string;
  readonly column: string;
  /** What was about to be put there. */
  readonly written: string | null;
  readonly onShow: () => void;
  readonly onTryAgain: (now: { readonly version: number; readonly value: string | null }) => void;
}

export function ConflictNotice(props: ConflictNoticeProps): ReactNode {
  const { error, recordId, column, written, onShow, onTryAgain } = props;
  const detail = useQuestion('record.get', { record_id: recordId });
  const record = detail.data?.record;
  const now = record === undefined ? undefined : { version: record.version, value: record.values[column] ?? null };
  return (
    <div>
      <ErrorNotice
        error={error}
        actions={[
          { label: 'Show the record as it is now', run: onShow },
          ...(now === undefined ? [] : [{ label: 'Try again on the new version', run: () => onTryAgain(now) }]),
        ]}
      />
      <dl className={classes['both']}>
        <dt>It is now</dt>
        <dd>{now === undefined ? 'being read…' : <VisibleText text={now.value} />}</dd>
        <dt>You wrote</dt>
        <dd>
          <VisibleText text={written} />
        </dd>
      </dl>
    </div>
  );
}
