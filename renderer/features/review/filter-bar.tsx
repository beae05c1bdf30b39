/** Above the grid: what is shown, how much that is, in which order, and the search. */
import type { ReactNode } from 'react';
import type { Receipt } from '../../../electron/contract/load.ts';
import { columnTitle } from '../../grid/grid-columns.ts';
import { formatCount } from '../../ui/format.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterChips } from './filter-chips.tsx';
import { withSearch } from './filter-edits.ts';
import { ModeSwitch, type ReviewMode } from './mode-switch.tsx';
import classes from './review.module.css';
import { SearchBox } from './search-box.tsx';
import type { RecordActs } from './use-record-acts.ts';
import type { RecordView } from './use-record-view.ts';

interface FilterBarProps {
  readonly view: RecordView;
  readonly acts: RecordActs;
  readonly receipt: Receipt;
  readonly mode: ReviewMode;
  readonly onMode: (mode: ReviewMode) => void;
}

export function FilterBar({ view, acts, receipt, mode, onMode }: FilterBarProps): ReactNode {
  const { load, filter, setFilter, rows, table, keeping, family, sentences } = view;
  return (
    <div className={classes['top']}>
      <ModeSwitch receipt={receipt} mode={mode} onMode={onMode} />
      <SearchBox
        inputRef={acts.searchRef}
        search={filter.search ?? ''}
        busy={rows.loading}
        onSearch={(search) => setFilter(withSearch(filter, search))}
        onLeave={acts.focusGrid}
      />
      <span className={classes['facts']}>
        <span role="status">
          {rows.total === undefined
            ? 'reading…'
            : `${formatCount(rows.total)} of ${formatCount(load.records)}${asideOf(view)}`}
        </span>
        <span>Sort: {sortWords(view)}</span>
        <ColumnsMenu table={table} onReset={keeping.reset} />
      </span>
      <FilterChips filter={filter} onFilter={setFilter} family={family} sentences={sentences} files={load.files} />
    </div>
  );
}

/** Without a state, what is under review is shown: that is said, because nothing else on the screen does. */
const asideOf = ({ filter: { states, record_ids: ids } }: RecordView): string =>
  states === undefined && ids === undefined ? ', clean ones aside' : '';

function sortWords({ sorting, table }: RecordView): string {
  const titles = new Map(table.getAllLeafColumns().map((column) => [column.id, columnTitle(column)]));
  if (sorting.length === 0) return 'source order';
  return sorting.map(({ id, desc }) => `${titles.get(id) ?? id} ${desc ? '↓' : '↑'}`).join(', ');
}
