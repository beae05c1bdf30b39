/** An empty grid: because everything is decided, or because nothing is as the filter says. */
import { Button, Group } from '@mantine/core';
import { IconCircleCheck, IconFilterOff } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Receipt } from '../../../electron/contract/load.ts';
import { useWhereabouts } from '../../app/places.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCounted } from '../../ui/format.ts';
import classes from './review.module.css';
import type { RecordView } from './use-record-view.ts';

/** The way on takes the focus of a grid that went away because its last record was decided. */
export function NothingHere(props: { view: RecordView; receipt: Receipt }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) box.current?.querySelector('button')?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={box} className={classes['nothing']}>
      <WayOn {...props} />
    </div>
  );
}

function WayOn({ view, receipt }: { view: RecordView; receipt: Receipt }): ReactNode {
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
