/** The list of events: virtual, by keyboard as by mouse, one event opened at a time. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import type { AuditFilter } from '../../../electron/contract/audit.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatCount } from '../../ui/format.ts';
import { EventRow } from './event-row.tsx';
import { useTrailPages } from './trail-pages.ts';
import type { FilterField } from './trail-filter.ts';
import classes from './trail.module.css';

interface TrailProps {
  readonly filter: AuditFilter;
  readonly top: number;
  readonly gapless: boolean;
  /** How many events the filter leaves; undefined while they are counted. */
  readonly counted: number | undefined;
  /** The names of the loads' sources, by load. */
  readonly sources: ReadonlyMap<string, string>;
  readonly onFilter: (field: FilterField, value: string) => void;
  /** Somebody is reading: what is newer must not push it away. */
  readonly onHold: () => void;
}

const rowHeight = 31;
const overscan = 12;
const columns = ['When', 'Who', 'What', 'Of', 'Before and after', 'Reason'];

export function Trail({ filter, top, gapless, counted, sources, onFilter, onHold }: TrailProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 60 });
  const [active, setActive] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const moved = useRef(false);
  const pages = useTrailPages({ filter, top, gapless, counted, ...range });
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised, so nothing goes stale
  const virtual = useVirtualizer({
    count: pages.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // The row that has the focus stays, or the focus would be lost by scrolling.
    rangeExtractor: (seen) => [...new Set([...defaultRangeExtractor(seen), active])].sort((one, other) => one - other),
    onChange: ({ range: seen }) => {
      if (seen === null) return;
      setRange((before) =>
        before.first === seen.startIndex && before.last === seen.endIndex
          ? before
          : { first: seen.startIndex, last: seen.endIndex },
      );
    },
  });
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    virtual.scrollToIndex(active);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  }, [active, virtual]);
  const moveTo = (index: number): void => {
    if (pages.count === 0) return;
    moved.current = true;
    const next = Math.min(pages.count - 1, Math.max(0, index));
    if (next === active) virtual.scrollToIndex(next);
    setActive(next);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus({ preventScroll: true });
  };
  useCommands([
    { id: 'audit.down', label: 'Next event', group: 'Audit', keys: 'J', quiet: true, run: () => moveTo(active + 1) },
    { id: 'audit.up', label: 'Event before', group: 'Audit', keys: 'K', quiet: true, run: () => moveTo(active - 1) },
  ]);
  const inView = Math.max(1, range.last - range.first - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    const act = keys(row).get(event.key);
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  return (
    <div className={classes['trail']}>
      {pages.error !== null && (
        <ErrorNotice error={pages.error} actions={[{ label: 'Ask again', run: pages.askAgain }]} />
      )}
      <div
        role="treegrid"
        aria-label="Audit events, newest first"
        aria-rowcount={pages.complete ? pages.count + 1 : -1}
        className={classes['grid']}
        onKeyDown={onKeyDown}
        onFocus={onHold}
      >
        <div role="row" aria-rowindex={1} className={classes['head']}>
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
        <div
          ref={scroller}
          role="presentation"
          className={classes['scroller']}
          onScroll={(event) => event.currentTarget.scrollTop > 0 && onHold()}
        >
          <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => (
              <EventRow
                key={index}
                ref={virtual.measureElement}
                index={index}
                start={start}
                event={pages.eventAt(index)}
                above={index === 0 ? undefined : pages.eventAt(index - 1)}
                sources={sources}
                active={index === active}
                opened={index === opened}
                onActivate={() => setActive(index)}
                onToggle={() => setOpened(opened === index ? null : index)}
                onFilter={onFilter}
              />
            ))}
          </div>
          {pages.count > 0 && pages.complete && (
            <p className={classes['end']}>
              {gapless ? 'This is where the trail begins.' : `${formatCount(pages.count)} in all.`}
            </p>
          )}
        </div>
      </div>
    </div>
  );

  /** Enter belongs to a button inside a row when that has the focus. */
  function keys(onRow: boolean): ReadonlyMap<string, () => void> {
    const toggle = (): void => setOpened(opened === active ? null : active);
    return new Map([
      ['ArrowDown', () => moveTo(active + 1)],
      ['ArrowUp', () => moveTo(active - 1)],
      ['PageDown', () => moveTo(active + inView)],
      ['PageUp', () => moveTo(active - inView)],
      ['Home', () => moveTo(0)],
      ['End', () => moveTo(pages.count - 1)],
      ['ArrowRight', () => setOpened(active)],
      ['ArrowLeft', () => setOpened(null)],
      ['Escape', () => setOpened(null)],
      ...(onRow
        ? ([
            ['Enter', toggle],
            [' ', toggle],
          ] as const)
        : []),
    ]);
  }
}
