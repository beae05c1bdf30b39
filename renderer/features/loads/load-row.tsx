/** One load in the list: what it is, where it stands, its receipt, who loaded it and when. */
import type { ReactNode } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { receiptWords } from './receipt-words.ts';
import { sourceName, stateOf } from './load-words.ts';
import classes from './loads.module.css';

/** What every row of the list is given. */
export interface RowProps {
  readonly id: string;
  readonly place: { readonly index: number; readonly of: number; readonly top: number; readonly height: number };
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

export function LoadRow({ load, id, place, chosen, onChoose, onOpen }: RowProps & { load: Load }): ReactNode {
  // A receipt is drawn afresh, never stored: asked only for the rows that are seen.
  const receipt = useQuestion('load.get', { load: load.id }, { keepLast: true }).data?.receipt;
  const { standing, words } = stateOf(load, receipt);
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-posinset={place.index + 1}
      aria-setsize={place.of}
      className={classes['row']}
      style={{ height: place.height, transform: `translateY(${place.top}px)` }}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <b className={classes['name']}>{sourceName(load)}</b>
      <span className={classes['standing']} data-standing={standing}>
        <i aria-hidden="true" />
        {words}
      </span>
      <span className={classes['receipt']}>{receipt === undefined ? '' : receiptWords(load, receipt)}</span>
      <span className={classes['facts']}>
        {formatTime(load.loaded_at)} · {load.loaded_by} · {formatBytes(load.bytes)}
      </span>
    </div>
  );
}
