/** The rejects one under the other, only those in sight drawn. The list keeps the focus and names the active one. */
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Reject } from '../../../../electron/contract/record.ts';
import { moveByKey } from '../../../grid/grid-keys.ts';
import type { Rows } from '../../../grid/use-row-windows.ts';
import { formatCount } from '../../../ui/format.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import classes from './reject-list.module.css';

interface RejectListProps {
  readonly rows: Rows<Reject>;
  readonly row: number;
  readonly onRow: (row: number) => void;
  readonly onOpen: () => void;
}

const rejectHeight = 54;
/** The inspector shows all of it. */
const shownCharacters = 300;

export function RejectList({ rows, row, onRow, onOpen }: RejectListProps): ReactNode {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { ref: sized, height } = useElementSize<HTMLDivElement>();
  const total = rows.total ?? 0;
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled, and no memo holds its answers
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => list.current,
    estimateSize: () => rejectHeight,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const { windows } = rows;
  useEffect(() => windows.need(first, last), [windows, first, last, total]);
  useEffect(() => {
    virtualizer.scrollToIndex(row);
  }, [virtualizer, row]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onOpen();
    else {
      const page = Math.max(1, Math.floor(height / rejectHeight));
      const next = moveByKey({ row, column: 0 }, event, { rows: total, columns: 1, page });
      if (next === null) return;
      onRow(event.key === 'Home' ? 0 : event.key === 'End' ? total - 1 : Math.max(0, next.row));
    }
    event.preventDefault();
  };
  return (
    <div
      ref={useMergedRef(list, sized)}
      role="listbox"
      aria-label="Rejects"
      aria-activedescendant={items.some(({ index }) => index === row) ? `${id}-${row}` : undefined}
      tabIndex={0}
      className={classes['list']}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === row}
            aria-posinset={index + 1}
            aria-setsize={total}
            className={classes['reject']}
            style={{ top: start, height: rejectHeight }}
            onClick={() => onRow(index)}
            onDoubleClick={onOpen}
          >
            <RejectLine reject={windows.row(index)} />
          </div>
        ))}
      </div>
    </div>
  );
}

function RejectLine({ reject }: { reject: Reject | undefined }): ReactNode {
  if (reject === undefined) return <span className={classes['words']}>…</span>;
  const { source_line: line, reason, raw, state } = reject;
  return (
    <>
      <span className={classes['words']}>
        <span className={classes['line']}>Line {formatCount(line)}</span>
        <StateBadge state={state} />
        <span className={classes['reason']}>{reason}</span>
      </span>
      <span className={classes['raw']}>
        <VisibleText text={raw.slice(0, shownCharacters)} oneLine />
        {raw.length > shownCharacters && '…'}
      </span>
    </>
  );
}
