/** What an act would do: counts, loud where something goes on failing or starts to, and up to twenty of the changes. */
import { Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OperationResult } from '../../../../electron/contract/record.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { ChangeSample } from './change-sample.tsx';
import classes from './effect-preview.module.css';
import type { DryRun } from './use-dry-run.ts';

interface EffectPreviewProps {
  readonly dryRun: DryRun;
  /** Said while there is nothing to ask about yet. */
  readonly awaiting: string;
  /** What the act does to `count` records, where it is a decision: `372 waived`. Left out where cells are changed. */
  readonly outcome?: (result: OperationResult) => string;
  /** Left out where the one change there is stands above already. */
  readonly withSample?: boolean;
}

export function EffectPreview({ dryRun, awaiting, outcome, withSample = true }: EffectPreviewProps): ReactNode {
  const { result, error, isAsking, isCurrent } = dryRun;
  return (
    <section className={classes['preview']} aria-label="Preview" aria-busy={isAsking}>
      {error !== null ? (
        <ErrorNotice error={error} />
      ) : result === null ? (
        <p className={classes['counts']}>{isAsking ? 'Trying it out on the records…' : awaiting}</p>
      ) : (
        <div data-last={!isCurrent} className={classes['answer']}>
          <p className={classes['counts']} role="status">
            {result.records === 0 ? 'Nothing would change.' : <Counts result={result} outcome={outcome} />}
            {isAsking && <Loader size={12} role="img" aria-label="Trying it out" />}
          </p>
          {result.records > 0 && <Warnings result={result} />}
          {withSample && <ChangeSample sample={result.sample} of={Math.max(result.cells, result.records)} />}
        </div>
      )}
    </section>
  );
}

function Counts({ result, outcome }: { result: OperationResult; outcome: EffectPreviewProps['outcome'] }): ReactNode {
  if (outcome !== undefined) return <b>{outcome(result)}</b>;
  const { cleared, still_failing: still, newly_failing: newly, cells } = result;
  return (
    <>
      <b data-meaning={cleared > 0 ? 'good' : undefined}>clears {formatCount(cleared)}</b>
      <span data-meaning={still > 0 ? 'warn' : undefined}>still failing {formatCount(still)}</span>
      <span data-meaning={newly > 0 ? 'bad' : undefined}>newly failing {formatCount(newly)}</span>
      <span>{formatCounted(cells, 'cell')}</span>
    </>
  );
}

function Warnings({ result }: { result: OperationResult }): ReactNode {
  const { kind, still_failing: still, newly_failing: newly, skipped, stale } = result;
  return (
    <>
      {newly > 0 && kind === 'undo' && <Warning>{formatCounted(newly, 'record')} would be back in quarantine.</Warning>}
      {newly > 0 && kind !== 'undo' && (
        <Warning bad>
          {formatCounted(newly, 'record')} that {newly === 1 ? 'passes' : 'pass'} now would start to fail.
        </Warning>
      )}
      {still > 0 && (
        <Warning>
          {formatCounted(still, 'record')} would go on failing, and {still === 1 ? 'stays' : 'stay'} in quarantine.
        </Warning>
      )}
      {skipped.length > 0 && (
        <p className={classes['aside']}>
          {formatCounted(skipped.length, 'record')} left as {skipped.length === 1 ? 'it is' : 'they are'}:{' '}
          {skipped[0]?.why}
          {skipped.length > 1 && ', and the like'}.
        </p>
      )}
      {stale.length > 0 && (
        <p className={classes['aside']}>
          {stale.length === 1 ? 'A check' : `${formatCount(stale.length)} checks`} about the whole table will be run
          again afterwards.
        </p>
      )}
    </>
  );
}

function Warning({ bad = false, children }: { bad?: boolean; children: ReactNode }): ReactNode {
  return (
    <p className={classes['warning']} data-bad={bad}>
      <IconAlertTriangle size={15} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
