/** Checks: the suite of the load that is looked at, how far it holds, and the ways to change it. */
import { Button, Kbd } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useWhereabouts } from '../../app/places.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useIncoming } from '../loads/incoming.tsx';
import { ChecksOfLoad } from './checks-of-load.tsx';

export function ChecksPlace(): ReactNode {
  const { isEmpty, loaded, error } = useCurrentLoad();
  // What is shown already stays, with whatever somebody has begun in it.
  if (loaded !== undefined) return <ChecksOfLoad key={loaded.load.id} load={loaded.load} />;
  if (error !== null) return <ErrorNotice error={error} />;
  return isEmpty ? <NoLoad /> : null;
}

function NoLoad(): ReactNode {
  const { go } = useWhereabouts();
  const { pick } = useIncoming();
  return (
    <EmptyState
      icon={IconChecklist}
      title="Nothing to check yet"
      action={
        <>
          <Button onClick={() => void pick()}>Choose files to load…</Button>
          <Button variant="subtle" onClick={() => go('loads')} rightSection={<Kbd>Alt 1</Kbd>}>
            Go to Loads
          </Button>
        </>
      }
    >
      Here a load is held against a suite of expectations: what must be there, what it must look like, and how many
      records fall short. Load a file first.
    </EmptyState>
  );
}
