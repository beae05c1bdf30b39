/** What is seen of the records: the filter, the order, the columns, and the rows and numbers that follow from them. */
import type { SortingState } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { ValidationResult } from '../../../electron/contract/check.ts';
import type { Load } from '../../../electron/contract/load.ts';
import type { DeskRecord, Facets, Family } from '../../../electron/contract/record.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { useColumnLayout, type LayoutKeeping } from '../../grid/column-layout.ts';
import type { Rules } from '../../grid/grid-cell.tsx';
import { sourceColumn } from '../../grid/grid-columns.ts';
import type { AskForRows } from '../../grid/row-windows.ts';
import { useGridTable, type GridTable } from '../../grid/use-grid-table.ts';
import { useRowWindows, type Rows } from '../../grid/use-row-windows.ts';
import { useFamilies, type Families } from './facets/use-families.ts';
import { useRecordQuestions } from './record-questions.ts';
import { useReviewFilter, type ReviewFilter } from './review-filter.ts';
import { failingColumns, rulesOf } from './review-rules.ts';

export interface RecordView {
  readonly load: Load;
  readonly filter: ReviewFilter;
  readonly setFilter: (filter: ReviewFilter) => void;
  readonly sorting: SortingState;
  readonly table: GridTable;
  readonly keeping: LayoutKeeping;
  readonly rules: Rules;
  /** An expectation in words, by its key. */
  readonly sentences: ReadonlyMap<string, string>;
  readonly rows: Rows<DeskRecord>;
  readonly askIds: AskForRows<DeskRecord>;
  readonly question: string;
  readonly facets: Facets | undefined;
  readonly families: Families;
  /** The one that is chosen, while anything of it is left. */
  readonly family: Family | undefined;
  /** Ids of the visible columns, from left to right. */
  readonly visible: readonly string[];
  /** The source column behind a grid column. */
  readonly nameOf: (columnId: string | undefined) => string | undefined;
}

export function useRecordView(load: Load, validation: ValidationResult | null): RecordView {
  const { id: loadId, columns } = load;
  const [filter, setFilter] = useReviewFilter(loadId);
  const [sorting, setSorting] = useState<SortingState>([]);
  const rules = useMemo(() => rulesOf(validation), [validation]);
  const sentences = useMemo(
    () => new Map((validation?.results ?? []).map(({ meta }) => [meta.expectation_key, meta.sentence])),
    [validation],
  );
  // As it was on arrival: columns do not change places because the last of their failures was mended.
  const [failing] = useState(() => failingColumns(validation));
  const [ownColumns] = useState(columns);
  const keeping = useColumnLayout(ownColumns);
  const [sample, setSample] = useState<readonly DeskRecord[]>([]);
  const table = useGridTable({ columns: ownColumns, failing, sample, keeping, sorting, onSorting: setSorting });
  const visible = [...table.getPinnedVisibleLeafColumns('start'), ...table.getPinnedVisibleLeafColumns('center')].map(
    ({ id }) => id,
  );
  const nameOf = (columnId: string | undefined): string | undefined =>
    columnId === undefined ? undefined : sourceColumn(ownColumns, columnId)?.name;
  const { ask, askIds, question } = useRecordQuestions(loadId, ownColumns, {
    filter,
    sorting,
    visible: visible.flatMap((each) => nameOf(each) ?? []),
  });
  const rows = useRowWindows(loadId, ask);
  const first = rows.windows.row(0);
  if (sample.length === 0 && first !== undefined) setSample(firstRows(rows));
  const facets = useQuestion('quarantine.facets', { filter: { ...filter, load: loadId } }, { keepLast: true }).data;
  const families = useFamilies(loadId, filter);
  const family = families.families.find((each) => each.family === filter.family);
  return {
    load,
    filter,
    setFilter,
    sorting,
    table,
    keeping,
    rules,
    sentences,
    rows,
    askIds,
    question,
    facets,
    families,
    family,
    visible,
    nameOf,
  };
}

const sampleSize = 50;

const firstRows = ({ windows }: Rows<DeskRecord>): DeskRecord[] =>
  Array.from({ length: sampleSize }, (_, index) => windows.row(index)).filter((row) => row !== undefined);
