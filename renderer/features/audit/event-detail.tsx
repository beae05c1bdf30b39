/** Everything an event holds: the exact moment, the whole values, and its place in the chain. */
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AuditEvent } from '../../../electron/contract/audit.ts';
import { useWhereabouts } from '../../app/places.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { formatCount, formatExactTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { requestUndo } from '../review/acts/undo-request.ts';
import { canBeUndone, changeOf } from './event-words.ts';
import type { FilterField } from './trail-filter.ts';
import classes from './trail.module.css';
import { useSuiteNames } from './use-suite-names.ts';
import { changeInWords } from './value-change.tsx';

interface EventDetailProps {
  readonly event: AuditEvent;
  /** The source of its load. */
  readonly source: string | undefined;
  readonly onFilter: (field: FilterField, value: string) => void;
}

export function EventDetail({ event, source, onFilter }: EventDetailProps): ReactNode {
  const { go } = useWhereabouts();
  const { load, record, operation, reason } = event;
  const undo = (): void => {
    requestUndo(operation);
    go('review', load);
  };
  const change = changeOf(event, useSuiteNames());
  return (
    <>
      <dl className={classes['facts']}>
        <Fact name="Event">{formatCount(event.seq)}</Fact>
        <Fact name="When">
          {formatExactTime(event.at)} <span className="mono">({event.at})</span>
        </Fact>
        {event.column !== null && <Fact name="Column">{event.column}</Fact>}
        {change?.kind === 'words' && <Fact name="Change">{changeInWords(event.old, event.new)}</Fact>}
        {change?.kind === 'value' && (
          <>
            <Fact name="Before">
              <Value text={event.old} />
            </Fact>
            <Fact name="After">
              <Value text={event.new} />
            </Fact>
          </>
        )}
        {reason !== null && <Fact name="Reason">{reason}</Fact>}
        {load !== null && (
          <Fact name="Load">
            {source} <CopyValue value={load} label="the load’s id" />
          </Fact>
        )}
        {record !== null && (
          <Fact name="Record">
            <CopyValue value={record} label="the record’s id" />
          </Fact>
        )}
        {operation !== null && (
          <Fact name="Operation">
            <CopyValue value={operation} label="the operation’s id" />
          </Fact>
        )}
        <Fact name="Hash">
          <CopyValue value={event.hash} label="the event’s hash" />
        </Fact>
        <Fact name="Follows">
          <CopyValue value={event.prev} label="the hash of the event before it" />
        </Fact>
      </dl>
      <Group gap="xs" mt="xs">
        {record !== null && (
          <Button variant="default" onClick={() => onFilter('record', record)}>
            Only this record
          </Button>
        )}
        {operation !== null && (
          <Button variant="default" onClick={() => onFilter('operation', operation)}>
            Only this operation
          </Button>
        )}
        {canBeUndone(event) && (
          <Button variant="default" onClick={undo}>
            Undo this operation in Review…
          </Button>
        )}
      </Group>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Value({ text }: { text: string | null }): ReactNode {
  return (
    <span className={`mono ${classes['whole'] ?? ''}`}>
      <VisibleText text={text} />
    </span>
  );
}
