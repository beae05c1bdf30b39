/** Picking rows by hand: one, a stretch of them, or all that the filter shows. */
import { useRef, useState } from 'react';
import type { DeskRecord } from '../../../electron/contract/record.ts';
import type { CellPlace } from '../../grid/grid-keys.ts';
import { addRows, allSelected, nothingSelected, toggleRow, type RowSelection } from '../../grid/row-selection.ts';
import type { AskForRows } from '../../grid/row-windows.ts';
import type { Rows } from '../../grid/use-row-windows.ts';

/** More than that is what filters are for. */
export const mostPicked = 20_000;
const askedAtOnce = 5_000;

export interface RowPicking {
  readonly selection: RowSelection;
  readonly error: unknown;
  /** A stretch was longer than what can be picked by hand: only its beginning is. */
  readonly cut: boolean;
  readonly toggle: (row: number) => void;
  /** All rows from the one where the stretch began. */
  readonly extend: (from: CellPlace, to: CellPlace) => void;
  /** The next stretch begins anew. */
  readonly endStretch: () => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** `askIds` gives rows of which only the ids are looked at. */
export function useRowPicking(rows: Rows<DeskRecord>, askIds: AskForRows<DeskRecord>, question: unknown): RowPicking {
  const [held, setHeld] = useState<{ selection: RowSelection; question: unknown; error: unknown; cut: boolean }>({
    selection: nothingSelected,
    question,
    error: null,
    cut: false,
  });
  const selection = held.question === question ? held.selection : nothingSelected;
  const stretch = useRef<{ from: number; before: RowSelection } | null>(null);
  const asking = useRef<AbortController | null>(null);
  const select = (next: RowSelection, { error = null, cut = false }: { error?: unknown; cut?: boolean } = {}): void =>
    setHeld({ selection: next, question, error, cut });

  const extend = async (from: number, to: number): Promise<void> => {
    stretch.current ??= { from, before: selection };
    const { before } = stretch.current;
    const [first, last] = [Math.min(stretch.current.from, to), Math.max(stretch.current.from, to)];
    asking.current?.abort();
    const near = idsHere(rows, first, last);
    if (near !== null) {
      select(addRows(before, near));
      return;
    }
    const abort = new AbortController();
    asking.current = abort;
    try {
      const ids = await idsFromEngine(askIds, first, Math.min(last, first + mostPicked - 1), abort.signal);
      if (!abort.signal.aborted) select(addRows(before, ids), { cut: last - first >= mostPicked });
    } catch (error) {
      if (!abort.signal.aborted) select(before, { error });
    }
  };

  return {
    selection,
    error: held.error,
    cut: held.question === question && held.cut,
    toggle: (row) => {
      stretch.current = null;
      const id = rows.windows.row(row)?.record_id;
      if (id !== undefined) select(toggleRow(selection, id));
    },
    extend: (from, to) => void extend(from.row, to.row),
    endStretch: () => {
      stretch.current = null;
    },
    selectAll: () => select(allSelected),
    clear: () => select(nothingSelected),
  };
}

function idsHere({ windows }: Rows<DeskRecord>, first: number, last: number): string[] | null {
  if (last - first > askedAtOnce) return null;
  const ids: string[] = [];
  for (let row = first; row <= last; row += 1) {
    const id = windows.row(row)?.record_id;
    if (id === undefined) return null;
    ids.push(id);
  }
  return ids;
}

async function idsFromEngine(
  ask: AskForRows<DeskRecord>,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = first; offset <= last; offset += askedAtOnce) {
    const { rows } = await ask(offset, Math.min(askedAtOnce, last - offset + 1), signal);
    ids.push(...rows.map(({ record_id: id }) => id));
  }
  return ids;
}
