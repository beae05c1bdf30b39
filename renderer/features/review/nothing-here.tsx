/** An empty grid: because everything is decided, or because nothing is as the filter says. */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFileAlert, IconFilterOff } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Receipt } from '../../../electron/contract/load.ts';
import { useWhereabouts } from '../../app/places.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { isFocusAround } from '../../ui/focus-around.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { NextBatch } from './next-batch.tsx';
import classes from './review.module.css';
import { showRejects } from './shown-in-review.ts';
import type { RecordView } from './use-record-view.ts';

/** The way on takes the focus of a grid that went away because its last record was decided. */
export function NothingHere(props: { view: RecordView; receipt: Receipt }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isFocusAround(box.current)) box.current?.querySelector('button')?.focus({ preventScroll: true });
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
  const decided = (
    <Button variant="default" onClick={() => setFilter({})}>
      Show what was decided
    </Button>
  );
  if (rejects > 0) {
    return (
      <EmptyState
        icon={IconFileAlert}
        title={`${formatCounted(rejects, 'reject')} still ${rejects === 1 ? 'needs' : 'need'} a decision`}
        action={
          <Group gap="xs">
            <Button onClick={() => showRejects(load.id)}>
              See the {rejects === 1 ? 'reject' : `${formatCount(rejects)} rejects`}
            </Button>
            {decided}
          </Group>
        }
      >
        {load.could_not_run === 0
          ? 'Every record is decided.'
          : `No record waits, but ${formatCounted(load.could_not_run, 'expectation')} could not run: see Checks.`}{' '}
        What is left could not be made a record: it can be repaired as text, or excluded.
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
            {decided}
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
      title="All decided"
      action={
        <Group gap="xs">
          <Button onClick={() => go('publish', load.id)}>Go to Publish</Button>
          {load.stream !== null && <NextBatch load={load.id} stream={load.stream} />}
          {decided}
        </Group>
      }
    >
      Nothing in this load waits for a decision. What passes can be published to bronze.
    </EmptyState>
  );
}
