/** Review: the records that need a decision, and everything it takes to make one. */
import { Button } from '@mantine/core';
import { IconChecklist, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Loaded } from '../../../electron/contract/load.ts';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useWhereabouts } from '../../app/places.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RecordReview, type ReviewProps } from './record-review.tsx';
import { RejectReview } from './rejects/reject-review.tsx';
import { useShownInReview } from './shown-in-review.ts';

export function ReviewPlace(): ReactNode {
  const { isEmpty, loaded, error } = useCurrentLoad();
  const { go } = useWhereabouts();
  // What is shown already stays, with whatever somebody has begun in it.
  if (error !== null && loaded === undefined)
    return <ErrorNotice error={error} actions={[{ label: 'Go to Loads', run: () => go('loads', null) }]} />;
  if (isEmpty) {
    return (
      <EmptyState
        icon={IconTable}
        title="Nothing to review yet"
        action={<Button onClick={() => go('loads')}>Go to Loads</Button>}
      >
        Review is where failing records are read, fixed, waived or excluded. It needs a load first.
      </EmptyState>
    );
  }
  if (loaded === undefined) return null;
  if (loaded.load.checked_at === null) {
    return (
      <EmptyState
        icon={IconChecklist}
        title="Not checked yet"
        action={<Button onClick={() => go('checks', loaded.load.id)}>Go to Checks</Button>}
      >
        Which records need a decision is found by a suite. Check the load, then come back.
      </EmptyState>
    );
  }
  return <ReviewOf key={loaded.load.id} loaded={loaded} />;
}

function ReviewOf({ loaded }: { loaded: Loaded }): ReactNode {
  const { load } = loaded;
  const [{ mode, reject }, setShown] = useShownInReview(load.id);
  const validation = useQuestion('check.latest', { load: load.id });
  if (validation.error !== null && validation.data === undefined) {
    return (
      <ErrorNotice error={validation.error} actions={[{ label: 'Ask again', run: () => void validation.refetch() }]} />
    );
  }
  if (validation.data === undefined) return null;
  const shared: ReviewProps = {
    loaded,
    validation: validation.data,
    mode,
    onMode: (next) => setShown({ mode: next, reject: null }),
  };
  return mode === 'rejects' ? <RejectReview key={reject} {...shared} beginAt={reject} /> : <RecordReview {...shared} />;
}
