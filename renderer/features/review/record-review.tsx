/** The review of records: causes and facets at the left, the grid, the record that is looked at on the right. */
import { useRef, type ReactNode } from 'react';
import type { ValidationResult } from '../../../electron/contract/check.ts';
import type { Loaded } from '../../../electron/contract/load.ts';
import { CellEditor } from '../../grid/cell-editor.tsx';
import { RecordGrid } from '../../grid/record-grid.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panes } from '../../ui/panes.tsx';
import { ActBar } from './act-bar.tsx';
import { ActDialog } from './acts/act-dialog.tsx';
import { FilterPane } from './facets/filter-pane.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Inspector } from './inspector/inspector.tsx';
import type { ReviewMode } from './mode-switch.tsx';
import { NothingHere } from './nothing-here.tsx';
import classes from './review.module.css';
import { useNextFamily } from './use-next-family.ts';
import { useRecordActs, type RecordActs } from './use-record-acts.ts';
import { useRecordView, type RecordView } from './use-record-view.ts';

export interface ReviewProps {
  readonly loaded: Loaded;
  readonly validation: ValidationResult | null;
  readonly mode: ReviewMode;
  readonly onMode: (mode: ReviewMode) => void;
}

export function RecordReview({ loaded, validation, mode, onMode }: ReviewProps): ReactNode {
  const view = useRecordView(loaded.load, validation);
  const acts = useRecordActs(view);
  const { load, rows } = view;
  const { place, record, beginOne } = acts;
  const middle = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const goesOn = useNextFamily(view, () => {
    hasMoved.current = true;
  });
  // The row or the whole grid that an act began in may be gone when its dialog gives the focus back.
  const refocus = (): void => {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body || activeElement.matches('main');
    if (!isLost && !hasMoved.current) return;
    hasMoved.current = false;
    (acts.gridRef.current ?? middle.current?.querySelector('button'))?.focus({ preventScroll: true });
  };
  const isEmpty = rows.total === 0 && !rows.loading;
  return (
    <>
      <Panes
        id="review"
        left={{
          id: 'filters',
          label: 'Families and facets',
          content: <FilterPane view={view} />,
          size: 254,
          minSize: 200,
        }}
        right={{
          id: 'inspector',
          label: 'Inspector',
          content: (
            <Inspector
              loadId={load.id}
              recordId={record?.record_id ?? null}
              position={record === undefined ? null : { index: place.row, total: rows.total ?? 0 }}
              onMove={acts.moveBy}
              onFix={() => beginOne('fix')}
              onWaive={() => beginOne('waive')}
              onExclude={() => beginOne('exclude')}
              onReinstate={() => beginOne('reinstate')}
              onActClosed={refocus}
              validation={validation}
            />
          ),
          size: 360,
          minSize: 280,
        }}
      >
        <div className={classes['main']}>
          <FilterBar view={view} acts={acts} receipt={loaded.receipt} mode={mode} onMode={onMode} />
          <div ref={middle} className={classes['grid']}>
            {isEmpty && !goesOn && acts.edit === null ? (
              <NothingHere view={view} receipt={loaded.receipt} />
            ) : (
              <Grid view={view} acts={acts} />
            )}
            <Problems view={view} acts={acts} />
          </div>
          <ActBar
            loadId={load.id}
            acts={acts.offered}
            onAct={({ kind, scope }) => acts.begin(kind, scope)}
            picked={acts.picking.selection.ids.size}
            cut={acts.picking.cut}
            onClear={() => {
              acts.picking.clear();
              acts.focusGrid();
            }}
          />
        </div>
      </Panes>
      <ActDialog act={acts.act} onClose={acts.cancelAct} onDone={acts.endAct} onClosed={refocus} />
    </>
  );
}

interface PartProps {
  readonly view: RecordView;
  readonly acts: RecordActs;
}

function Grid({ view: { load, table, rows, rules }, acts }: PartProps): ReactNode {
  const { place, edit, picking } = acts;
  // How wide the columns are follows from the first rows.
  if (rows.total === undefined) return null;
  return (
    <RecordGrid
      label="Records"
      gridRef={acts.gridRef}
      table={table}
      rows={rows}
      columns={load.columns}
      rules={rules}
      place={place}
      onPlace={acts.setPlace}
      selection={picking.selection}
      onToggle={picking.toggle}
      onRange={(to) => picking.extend(place, to)}
      onSelectAll={picking.selectAll}
      onClearSelection={picking.clear}
      onEdit={acts.openEditor}
      editor={
        edit && {
          row: rows.windows.indexOf(edit.recordId) ?? null,
          columnId: edit.columnId,
          content: (
            <CellEditor
              key={`${edit.recordId} ${edit.columnId}`}
              column={edit.column}
              value={edit.value}
              isGone={rows.windows.indexOf(edit.recordId) === undefined}
              onCommit={acts.commitEdit}
              onCancel={acts.leaveEditor}
            />
          ),
        }
      }
    />
  );
}

function Problems({ view: { rows }, acts }: PartProps): ReactNode {
  const problem = rows.error ?? acts.error;
  if (problem === null) return null;
  return (
    <div className={classes['note']}>
      <ErrorNotice error={problem} actions={[{ label: 'Ask again', run: () => rows.windows.renew() }]} />
    </div>
  );
}
