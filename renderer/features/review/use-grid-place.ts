/** The active cell, kept on its record while other rows come and go; where the record leaves, on the next one. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { DeskRecord } from '../../../electron/contract/record.ts';
import type { CellPlace } from '../../grid/grid-keys.ts';
import type { Rows } from '../../grid/use-row-windows.ts';

interface GridPlace {
  readonly place: CellPlace;
  readonly setPlace: (place: CellPlace) => void;
  /** Undefined while it is not here yet. */
  readonly record: DeskRecord | undefined;
}

/** The first value column: those that fail come first. */
const start: CellPlace = { row: 0, column: 2 };

/** `question` changes with the filter and the order: one begins at the top again. */
export function useGridPlace(rows: Rows<DeskRecord>, question: unknown): GridPlace {
  const [held, setHeld] = useState({ place: start, question });
  if (held.question !== question) setHeld({ place: { ...start, column: held.place.column }, question });
  const total = rows.total ?? 0;
  const place = { ...held.place, row: Math.min(held.place.row, Math.max(0, total - 1)) };
  const { windows, loading, change } = rows;
  // In the head one still looks at the first record.
  const record = windows.row(Math.max(0, place.row));
  const followed = useRef<string | null>(null);
  const setPlace = (next: CellPlace): void => {
    followed.current = windows.row(next.row)?.record_id ?? null;
    setHeld({ place: next, question });
  };
  const stay = useEffectEvent(() => {
    const here = record?.record_id ?? null;
    if (loading || place.row < 0 || here === followed.current) return;
    const row = followed.current === null ? undefined : windows.indexOf(followed.current);
    if (row === undefined) followed.current = here;
    else setPlace({ ...place, row });
  });
  useEffect(() => stay(), [change]);
  useEffect(() => {
    followed.current = null;
  }, [question]);
  return { place, setPlace, record };
}
