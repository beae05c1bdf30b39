/** The loads, newest first: virtual, so that years of them scroll as well as ten; chosen by arrows as by mouse. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import { isFocusAround } from '../../ui/focus-around.ts';
import type { ListEntry } from './list-entries.ts';
import { LoadRow } from './load-row.tsx';
import classes from './loads.module.css';
import { StreamRow } from './stream/stream-row.tsx';

interface LoadListProps {
  readonly entries: readonly ListEntry[];
  readonly chosenId: string | undefined;
  readonly onChoose: (entry: ListEntry) => void;
  /** Enter: on to what is chosen. */
  readonly onOpen: (entry: ListEntry) => void;
}

const rowHeight = 76;

export function LoadList({ entries, chosenId, onChoose, onOpen }: LoadListProps): ReactNode {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const chosen = Math.max(
    0,
    entries.findIndex((entry) => entry.id === chosenId),
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised, so nothing goes stale
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  // Whoever comes here without the focus on anything can go on by key at once.
  useEffect(() => {
    if (isFocusAround(scroller.current)) scroller.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => virtual.scrollToIndex(chosen), [virtual, chosen]);
  const choose = (index: number): void => {
    const entry = entries[Math.min(entries.length - 1, Math.max(0, index))];
    if (entry !== undefined) onChoose(entry);
  };
  const open = (): void => {
    const entry = entries[chosen];
    if (entry !== undefined) onOpen(entry);
  };
  useCommands([
    { id: 'loads.down', label: 'Next load', group: 'Loads', keys: 'J', quiet: true, run: () => choose(chosen + 1) },
    { id: 'loads.up', label: 'Load before', group: 'Loads', keys: 'K', quiet: true, run: () => choose(chosen - 1) },
  ]);
  const page = (): number => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    PageDown: () => choose(chosen + page()),
    PageUp: () => choose(chosen - page()),
    Home: () => choose(0),
    End: () => choose(entries.length - 1),
    Enter: open,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  const rows = virtual.getVirtualItems();
  const optionId = (index: number): string => `${id}-${index}`;
  return (
    <div
      ref={scroller}
      className={classes['list']}
      role="listbox"
      tabIndex={0}
      aria-label="Loads, newest first"
      aria-activedescendant={rows.some(({ index }) => index === chosen) ? optionId(chosen) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={classes['all']} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          const row = {
            id: optionId(index),
            place: { index, of: entries.length, top: start, height: rowHeight },
            chosen: index === chosen,
            onChoose: () => choose(index),
            onOpen: () => onOpen(entry),
          };
          return entry.kind === 'load' ? (
            <LoadRow key={entry.id} load={entry.load} {...row} />
          ) : (
            <StreamRow key={entry.id} stream={entry.stream} {...row} />
          );
        })}
      </div>
    </div>
  );
}
