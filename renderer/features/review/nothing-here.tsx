/** An empty grid: because everything is decided, or because nothing is as the filter says. */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Receipt } from '../../../electron/contract/load.ts';
import { useWhereabouts } from '../../app/places.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCounted } from '../../ui/format.ts';
import type { RecordView } from './use-record-view.ts';

export function NothingHere({ view, receipt }: { view: RecordView; receipt: Receipt }): ReactNode {
  const { go } = useWhereabouts();
  const { load, setFilter, facets } = view;
  const rejects = facets?.rejects ?? 0;
  if (receipt.quarantined > rejects) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title="No record is like that"
        action={
          <Button onClick={() => setFilter({ states: ['quarantined'] })}>Show all that wait for a decision</Button>
        }
      >
        {formatCounted(receipt.quarantined - rejects, 'record waits', 'records wait')} for a decision, but none of them
        fits the filters above.
      </EmptyState>
    );
  }
  if (load.could_not_run > 0) {
    const one = load.could_not_run === 1;
    return (
      <EmptyState
        icon={IconAlertTriangle}
        title={`${formatCounted(load.could_not_run, 'expectation')} could not run`}
        action={
          <Group gap="xs">
            <Button onClick={() => go('checks', load.id)}>See what could not run</Button>
            <Button variant="default" onClick={() => setFilter({})}>
              Show what was decided
            </Button>
          </Group>
        }
      >
        No record waits for a decision, but nobody knows which would fail {one ? 'it' : 'them'}. Publishing is blocked
        until somebody mends {one ? 'it' : 'them'} in Checks or accepts it in Publish.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconCircleCheck}
      title={rejects > 0 ? 'Every record is decided' : 'All decided'}
      action={
        <Group gap="xs">
          <Button onClick={() => go('publish', load.id)}>Go to Publish</Button>
          <Button variant="default" onClick={() => setFilter({})}>
            Show what was decided
          </Button>
        </Group>
      }
    >
      {rejects > 0
        ? `${formatCounted(rejects, 'reject')} still ${rejects === 1 ? 'needs' : 'need'} a decision: see “Rejects” above.`
        : 'Nothing in this load waits for a decision. What passes can be published to bronze.'}
    </EmptyState>
  );
}
