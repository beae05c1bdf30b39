/** A line of the list of loads, whether it stands for one load or for all those of a stream. */
import type { ReactNode } from 'react';
import classes from './loads.module.css';

/** What every row of the list is given. */
export interface RowProps {
  readonly id: string;
  readonly place: { readonly index: number; readonly of: number; readonly top: number; readonly height: number };
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

interface ListRowProps extends RowProps {
  readonly name: ReactNode;
  readonly standing: ReactNode;
  readonly receipt: string;
  readonly facts: string;
}

export function ListRow({
  id,
  place,
  chosen,
  onChoose,
  onOpen,
  name,
  standing,
  receipt,
  facts,
}: ListRowProps): ReactNode {
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
      <b className={classes['name']}>{name}</b>
      {standing}
      <span className={classes['receipt']}>{receipt}</span>
      <span className={classes['facts']}>{facts}</span>
    </div>
  );
}

/** Where what the row stands for is on its way to bronze. */
export function RowStanding({ standing, words }: { standing: string; words: string }): ReactNode {
  return (
    <span className={classes['standing']} data-standing={standing}>
      <i aria-hidden="true" />
      {words}
    </span>
  );
}
