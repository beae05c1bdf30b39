/** The records that a mended text would make, and whether they would pass; or why it still makes none. */
import type { ReactNode } from 'react';
import { isDeskError } from '../../../../electron/contract/errors.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCounted } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import classes from './repair-form.module.css';
import type { DryRun } from './use-dry-run.ts';

interface RepairPreviewProps {
  readonly dryRun: DryRun;
  readonly columns: readonly string[];
}

export function RepairPreview({ dryRun: { result, error, isAsking }, columns }: RepairPreviewProps): ReactNode {
  return (
    <section className={classes['preview']} aria-label="Preview" aria-busy={isAsking}>
      {error !== null ? (
        // Not an error of the desk's: it is what the text is like so far.
        isDeskError(error, 'INVALID_INPUT') ? (
          <p className={classes['problem']} role="status">
            {error.message}
          </p>
        ) : (
          <ErrorNotice error={error} />
        )
      ) : result === null ? (
        <p>Reading the text again…</p>
      ) : (
        <>
          <p role="status" className={result.still_failing > 0 ? classes['problem'] : classes['good']}>
            {verdictOf(result.becomes?.length ?? 0, result.still_failing)}
          </p>
          {result.becomes?.map((values, index) => (
            <dl key={index} className={classes['made']} tabIndex={0} aria-label={`Record ${index + 1} it would become`}>
              {columns.map((column) => (
                <div key={column} className={classes['pair']}>
                  <dt>{column}</dt>
                  <dd>
                    <VisibleText text={values[column] ?? null} />
                  </dd>
                </div>
              ))}
            </dl>
          ))}
        </>
      )}
    </section>
  );
}

function verdictOf(made: number, failing: number): string {
  const becomes = `It becomes ${formatCounted(made, 'record')}`;
  if (failing === 0) return `${becomes}, and every check passes.`;
  return `${becomes}; ${formatCounted(failing, 'of them fails', 'of them fail')} a check and ${failing === 1 ? 'goes' : 'go'} to quarantine.`;
}
