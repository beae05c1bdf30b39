/** The suite as a list one reads: what could not run first and loud, then rules about each record, then about the whole. */
import { Title } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { isAboutRecords, type CheckRow } from './check-rows.ts';
import { CouldNotRunRow } from './could-not-run-row.tsx';
import classes from './expectation-list.module.css';
import { ExpectationRow } from './expectation-row.tsx';

interface ExpectationListProps {
  readonly ref?: Ref<HTMLDivElement>;
  readonly load: string;
  readonly rows: readonly CheckRow[];
  readonly selected: CheckRow | undefined;
  readonly onSelect: (position: number) => void;
  readonly onFocusWithin: (within: boolean) => void;
  readonly onShowRows: (row: CheckRow) => void;
  readonly onPublish: () => void;
  readonly onEdit?: (position: number) => void;
  readonly onRemove?: (position: number) => void;
}

interface Section {
  readonly title: string;
  readonly rows: readonly CheckRow[];
}

function sectionsOf(rows: readonly CheckRow[]): Section[] {
  const ran = rows.filter(({ outcome }) => outcome !== 'could not run');
  return [
    { title: 'Could not run', rows: rows.filter(({ outcome }) => outcome === 'could not run') },
    { title: 'About each record', rows: ran.filter(({ kind }) => isAboutRecords(kind)) },
    { title: 'About the whole table', rows: ran.filter(({ kind }) => !isAboutRecords(kind)) },
  ].filter((section) => section.rows.length > 0);
}

export function ExpectationList(props: ExpectationListProps): ReactNode {
  const { ref, load, rows, selected, onSelect, onFocusWithin, onShowRows, onPublish, onEdit, onRemove } = props;
  const elements = useRef(new Map<number, HTMLElement>());
  const sections = sectionsOf(rows);
  const order = sections.flatMap((section) => section.rows.map(({ position }) => position));

  const move = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = order.indexOf(selected?.position ?? -1);
    const next = nextPlace(event.key, at, order.length);
    const position = next === null ? undefined : order[next];
    if (position === undefined) return;
    event.preventDefault();
    elements.current.get(position)?.focus();
  };
  return (
    <div
      ref={ref}
      className={classes['list']}
      onKeyDown={move}
      onFocus={({ target }) => onFocusWithin(target.getAttribute('role') === 'row')}
      onBlur={() => onFocusWithin(false)}
    >
      {sections.map(({ title, rows: members }) => (
        <section key={title} data-loud={members[0]?.outcome === 'could not run'}>
          <Title order={2} className={classes['title'] ?? ''}>
            {title}
          </Title>
          <div role="grid" aria-label={title}>
            {members.map((row) => {
              const { position } = row;
              const shared = {
                row,
                isSelected: position === selected?.position,
                onSelect: () => onSelect(position),
                keepElement: (element: HTMLElement | null) => {
                  if (element === null) elements.current.delete(position);
                  else elements.current.set(position, element);
                },
              };
              return row.outcome === 'could not run' ? (
                <CouldNotRunRow
                  key={position}
                  {...shared}
                  onPublish={onPublish}
                  {...(onEdit === undefined ? {} : { onEdit: () => onEdit(position) })}
                  {...(onRemove === undefined ? {} : { onRemove: () => onRemove(position) })}
                />
              ) : (
                <ExpectationRow key={position} {...shared} load={load} onShowRows={() => onShowRows(row)} />
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}

function nextPlace(key: string, at: number, length: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(at + 1, length - 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return null;
  }
}
