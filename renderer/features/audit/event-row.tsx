/** One event in the list; what it has in common with the one above it stands back. */
import type { ReactNode, Ref } from 'react';
import type { AuditEvent } from '../../../electron/contract/audit.ts';
import { fileName, formatExactTime } from '../../ui/format.ts';
import { EventDetail } from './event-detail.tsx';
import { changeOf, formatWhen, wordsOfAction, wordsOfRecord } from './event-words.ts';
import type { FilterField } from './trail-filter.ts';
import classes from './trail.module.css';
import { useSuiteNames } from './use-suite-names.ts';
import { useReviewOf } from './way-to-review.ts';
import { ValueChange } from './value-change.tsx';

interface EventRowProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  /** Undefined while its page is on the way. */
  readonly event: AuditEvent | undefined;
  readonly above: AuditEvent | undefined;
  readonly sources: ReadonlyMap<string, string>;
  readonly active: boolean;
  readonly opened: boolean;
  readonly onActivate: () => void;
  readonly onToggle: () => void;
  readonly onFilter: (field: FilterField, value: string) => void;
}

export function EventRow({ ref, index, start, event, above, active, opened, ...rest }: EventRowProps): ReactNode {
  const { sources, onActivate, onToggle, onFilter } = rest;
  return (
    <div
      ref={ref}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={opened}
      tabIndex={active ? 0 : -1}
      className={classes['row']}
      style={{ transform: `translateY(${start}px)` }}
      data-opened={opened}
      onFocus={onActivate}
    >
      {event === undefined ? (
        <span role="gridcell" className={classes['waiting']}>
          …
        </span>
      ) : (
        <>
          <div role="presentation" className={classes['cells']} onClick={onToggle}>
            <EventCells event={event} above={above} sources={sources} active={active} />
          </div>
          {opened && (
            <div role="gridcell" className={classes['detail']}>
              <EventDetail event={event} source={sources.get(event.load ?? '')} onFilter={onFilter} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

type EventCellsProps = Pick<EventRowProps, 'above' | 'sources' | 'active'> & { readonly event: AuditEvent };

function EventCells({ event, above, sources, active }: EventCellsProps): ReactNode {
  const change = changeOf(event, useSuiteNames());
  const sameAct = above !== undefined && event.operation !== null && above.operation === event.operation;
  const again = sameAct ? classes['again'] : undefined;
  return (
    <>
      <span role="gridcell" className={again} title={formatExactTime(event.at)}>
        {formatWhen(event.at)}
      </span>
      <span role="gridcell" className={again}>
        {event.actor}
      </span>
      <span role="gridcell" className={again} data-action={event.action}>
        {wordsOfAction(event.action)}
      </span>
      <span role="gridcell">
        <Subject event={event} sources={sources} active={active} />
      </span>
      <span role="gridcell" className={classes['change']}>
        {event.column !== null && <span className={classes['column']}>{event.column}</span>}
        {change !== null && <ValueChange change={change} />}
      </span>
      <span role="gridcell" className={again} title={event.reason ?? undefined}>
        {event.reason}
      </span>
    </>
  );
}

function Subject({ event, sources, active }: Omit<EventCellsProps, 'above'>): ReactNode {
  const lead = useReviewOf(event);
  const words =
    wordsOfRecord(event.record) ?? (event.load === null ? '' : fileName(sources.get(event.load) ?? event.load));
  if (lead === undefined) return words;
  return (
    <button
      type="button"
      className={classes['subject']}
      tabIndex={active ? 0 : -1}
      title={`See ${words.toLowerCase()} in Review`}
      onClick={(click) => {
        click.stopPropagation();
        lead();
      }}
    >
      {words}
    </button>
  );
}
