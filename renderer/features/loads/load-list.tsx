/** The loads, newest first: virtual, so that years of them scroll as well as ten; chosen by arrows as by mouse. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import { useCommands } from '../../app/commands.tsx';
import { useCurrentLoad } from '../../app/current-load.tsx';
import { useWhereabouts } from '../../app/places.ts';
import { LoadRow } from './load-row.tsx';
import classes from './loads.module.css';

interface LoadListProps {
  readonly loads: readonly Load[];
  /** Enter: on to the chosen load's details. */
  readonly onOpen: () => void;
}

const rowHeight = 58;

export function LoadList({ loads, onOpen }: LoadListProps): ReactNode {
  const { loaded } = useCurrentLoad();
  const { loadId, go } = useWhereabouts();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  // At once, not when its details have come: several presses of a key must not be lost on the way.
  const chosenId = loadId ?? loaded?.load.id;
  const chosen = Math.max(
    0,
    loads.findIndex((load) => load.id === chosenId),
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised, so nothing goes stale
  const virtual = useVirtualizer({
    count: loads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  // Whoever comes here without the focus on anything can go on by key at once.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => virtual.scrollToIndex(chosen), [virtual, chosen]);
  const choose = (index: number): void => {
    const load = loads[Math.min(loads.length - 1, Math.max(0, index))];
    if (load !== undefined) go('loads', load.id);
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
    End: () => choose(loads.length - 1),
    Enter: onOpen,
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
          const load = loads[index];
          return (
            load !== undefined && (
              <LoadRow
                key={load.id}
                load={load}
                id={optionId(index)}
                place={{ index, of: loads.length, top: start, height: rowHeight }}
                chosen={index === chosen}
                onChoose={() => choose(index)}
                onOpen={onOpen}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
