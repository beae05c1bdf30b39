/** Publish: what goes to bronze, what is held back and why, and every publish that was made. */
import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useWhereabouts } from '../../app/places.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PublishDesk } from './publish-desk.tsx';

export function PublishPlace(): ReactNode {
  const { isEmpty, loaded, error } = useCurrentLoad();
  const { go } = useWhereabouts();
  // What is shown already stays, with whatever somebody has begun in it.
  if (loaded !== undefined) return <PublishDesk key={loaded.load.id} loaded={loaded} />;
  if (error !== null) {
    return <ErrorNotice error={error} actions={[{ label: 'Go to Loads', run: () => go('loads', null) }]} />;
  }
  if (!isEmpty) return null;
  return (
    <EmptyState
      icon={IconStack2}
      title="Nothing to publish yet"
      action={<Button onClick={() => go('loads', null)}>Go to Loads</Button>}
    >
      Publishing writes the records that pass, or that somebody decided about, to your bronze folder as Parquet, with a
      manifest that accounts for every one of them. Load a file first.
    </EmptyState>
  );
}
