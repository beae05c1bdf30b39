/** What a person does with the records that are seen: move, pick, edit, and begin an act. */
import { useRef, useState, type RefObject } from 'react';
import type { DeskRecord } from '../../../electron/contract/record.ts';
import type { CellPlace } from '../../grid/grid-keys.ts';
import type { BulkAct } from './act-bar.tsx';
import { familyOf, scopeOf, type ActScope, type BulkKind } from './act-scope.ts';
import type { ReviewAct } from './acts/review-act.ts';
import { useReviewCommands } from './review-commands.ts';
import { useCellEdit, type CellEdit } from './use-cell-edit.ts';
import { useGridPlace } from './use-grid-place.ts';
import type { RecordView } from './use-record-view.ts';
import { useRowPicking, type RowPicking } from './use-row-picking.ts';

export interface RecordActs {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly focusGrid: () => void;
  readonly place: CellPlace;
  readonly setPlace: (place: CellPlace) => void;
  readonly record: DeskRecord | undefined;
  readonly moveBy: (step: number) => void;
  readonly picking: RowPicking;
  /** What the buttons stand for just now. */
  readonly offered: readonly BulkAct[];
  readonly begin: (kind: BulkKind, scope: ActScope) => void;
  /** The same for the active record alone. */
  readonly beginOne: (kind: BulkKind) => void;
  readonly act: ReviewAct | null;
  readonly cancelAct: () => void;
  readonly endAct: () => void;
  readonly edit: CellEdit | null;
  readonly openEditor: (place: CellPlace) => void;
  readonly leaveEditor: () => void;
  readonly commitEdit: (value: string | null) => void;
  readonly error: unknown;
}

interface EditTarget {
  readonly record: DeskRecord;
  readonly columnId: string;
  readonly column: string;
}

const kinds: readonly BulkKind[] = ['fix', 'waive', 'exclude', 'reinstate'];

export function useRecordActs(view: RecordView): RecordActs {
  const { load, filter, rows, question, facets, visible, nameOf } = view;
  const [act, setAct] = useState<ReviewAct | null>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const { place, setPlace, record } = useGridPlace(rows, question);
  const picking = useRowPicking(rows, view.askIds, question);
  const { edit, error: editError, open, close } = useCellEdit();
  const focusGrid = (): void => gridRef.current?.focus({ preventScroll: true });
  const family = view.family ?? familyOf(record, view.families.families);
  const seen = { load: load.id, filter, facets, family };
  const offered = kinds.map((kind) => ({ kind, scope: scopeOf(kind, seen, picking.selection) }));

  const begin = (kind: BulkKind, { selection, count, family: meant }: ActScope): void => {
    // The dialog gives the focus back to where it was: to the rows, and not to a button that may be gone by then.
    focusGrid();
    if (kind !== 'fix') setAct({ kind, selection, count });
    else {
      const column = meant?.column ?? nameOf(visible[place.column]) ?? null;
      setAct({ kind, selection, count, column, value: meant?.value ?? null });
    }
  };
  const editTarget = ({ row, column: index }: CellPlace): EditTarget | null => {
    const meant = rows.windows.row(row);
    // Beside the values, the value that fails is meant.
    const failed = meant?.findings.find(({ waived }) => !waived)?.column;
    const columnId =
      visible.find((each, at) => at === index && nameOf(each) !== undefined) ??
      visible.find((each) => nameOf(each) === failed && failed !== undefined);
    const column = nameOf(columnId);
    if (meant === undefined || columnId === undefined || column === undefined) return null;
    return { record: meant, columnId, column };
  };
  const openEditor = ({ row, column: index }: CellPlace): void => {
    const target = editTarget({ row, column: index });
    if (target === null || edit !== null) return;
    const { columnId, column } = target;
    setPlace({ row, column: visible.indexOf(columnId) });
    void open(target.record, { columnId, column });
  };
  const leaveEditor = (): void => {
    close();
    focusGrid();
  };
  const goTo = (next: CellPlace): void => {
    picking.endStretch();
    setPlace(next);
  };
  const moveBy = (step: number): void =>
    goTo({ ...place, row: Math.max(0, Math.min((rows.total ?? 1) - 1, place.row + step)) });

  useReviewCommands({
    acts: offered,
    onAct: ({ kind, scope }) => begin(kind, scope),
    onMove: moveBy,
    canEdit: edit === null && editTarget(place) !== null,
    onEdit: () => openEditor(place),
    onSearch: () => searchRef.current?.focus(),
  });

  return {
    gridRef,
    searchRef,
    focusGrid,
    place,
    setPlace: goTo,
    record,
    moveBy,
    picking: {
      ...picking,
      extend: (from, to) => {
        picking.extend(from, to);
        setPlace(to);
      },
    },
    offered,
    begin,
    beginOne: (kind) => {
      if (record === undefined) return;
      const selection = { load: load.id, record_ids: [record.record_id] };
      begin(kind, { selection, count: 1, picked: true, family: undefined });
    },
    act,
    cancelAct: () => setAct(null),
    endAct: () => {
      setAct(null);
      if (act?.kind === 'edit') leaveEditor();
      else picking.clear();
    },
    edit,
    openEditor,
    leaveEditor,
    commitEdit: (newValue) => {
      if (edit === null) return;
      const { recordId, version, column, value } = edit;
      setAct({ kind: 'edit', recordId, version, column, oldValue: value, newValue });
    },
    error: editError ?? picking.error,
  };
}
