/** The rejects of a load: what could not be made a record, in the order of the source, to be repaired or excluded. */
import { Button, Checkbox, Kbd, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useCallback, useState, type ReactNode } from 'react';
import type { Reject } from '../../../../electron/contract/record.ts';
import { useCommands } from '../../../app/commands.tsx';
import { useEngine } from '../../../engine/engine-context.tsx';
import type { AskForRows } from '../../../grid/row-windows.ts';
import { useRowWindows } from '../../../grid/use-row-windows.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCounted } from '../../../ui/format.ts';
import { Panes } from '../../../ui/panes.tsx';
import { ActDialog } from '../acts/act-dialog.tsx';
import type { ReviewAct } from '../acts/review-act.ts';
import { UndoButton } from '../acts/undo-button.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { ModeSwitch } from '../mode-switch.tsx';
import type { ReviewProps } from '../record-review.tsx';
import classes from '../review.module.css';
import { RejectList } from './reject-list.tsx';

interface RejectReviewProps extends ReviewProps {
  /** Counted from 0 among all of them, the decided ones too; null: the first that needs a decision. */
  readonly beginAt: number | null;
}

export function RejectReview(props: RejectReviewProps): ReactNode {
  const { loaded, validation, mode, onMode, beginAt } = props;
  const { load, receipt } = loaded;
  const [all, setAll] = useState(beginAt !== null);
  const rows = useRowWindows(load.id, useAskForRejects(load.id, all));
  const [held, setHeld] = useState(beginAt ?? 0);
  const [act, setAct] = useState<ReviewAct | null>(null);
  const total = rows.total ?? 0;
  const row = Math.max(0, Math.min(held, total - 1));
  const reject = rows.windows.row(row);
  const moveBy = (step: number): void => setHeld(Math.max(0, Math.min(total - 1, row + step)));
  const begin = (kind: 'repair' | 'exclude' | 'reinstate'): void => {
    if (reject === undefined) return;
    const { record_id: id } = reject;
    setAct(
      kind === 'repair' ? { kind, rejectId: id } : { kind, selection: { load: load.id, record_ids: [id] }, count: 1 },
    );
  };
  const can = {
    repair: reject?.state === 'quarantined',
    exclude: reject?.state === 'quarantined',
    reinstate: reject?.state === 'excluded',
  };
  const group = 'Rejects';
  useCommands([
    { id: 'rejects.next', label: 'Next reject', group, keys: 'J', quiet: true, run: () => moveBy(1) },
    { id: 'rejects.previous', label: 'Previous reject', group, keys: 'K', quiet: true, run: () => moveBy(-1) },
    {
      id: 'rejects.repair',
      label: 'Repair this reject…',
      group,
      keys: 'E',
      disabled: !can.repair,
      run: () => begin('repair'),
    },
    {
      id: 'rejects.exclude',
      label: 'Exclude this reject…',
      group,
      keys: 'X',
      disabled: !can.exclude,
      run: () => begin('exclude'),
    },
    {
      id: 'rejects.reinstate',
      label: 'Reinstate this reject…',
      group,
      keys: 'R',
      disabled: !can.reinstate,
      run: () => begin('reinstate'),
    },
  ]);
  return (
    <>
      <Panes
        id="review-rejects"
        right={{
          id: 'inspector',
          label: 'Inspector',
          content: (
            <Inspector
              loadId={load.id}
              recordId={reject?.record_id ?? null}
              position={reject === undefined ? null : { index: row, total }}
              onMove={moveBy}
              onFix={() => begin('repair')}
              onWaive={() => undefined}
              onExclude={() => begin('exclude')}
              onReinstate={() => begin('reinstate')}
              validation={validation}
            />
          ),
          size: 420,
          minSize: 280,
        }}
      >
        <div className={classes['main']}>
          <div className={classes['top']}>
            <ModeSwitch receipt={receipt} mode={mode} onMode={onMode} />
            <Text size="sm" c="dimmed">
              Stretches of the source that could not be made records.
            </Text>
            <span className={classes['facts']}>
              <Checkbox
                label="Decided ones too"
                checked={all}
                onChange={(event) => setAll(event.currentTarget.checked)}
              />
              <span role="status">{rows.total === undefined ? 'reading…' : formatCounted(total, 'reject')}</span>
            </span>
          </div>
          <div className={classes['grid']}>
            {rows.error !== null && (
              <ErrorNotice error={rows.error} actions={[{ label: 'Ask again', run: () => rows.windows.renew() }]} />
            )}
            {rows.total === 0 && !rows.loading ? (
              <EmptyState
                icon={IconCircleCheck}
                title="Every reject is decided"
                action={<Button onClick={() => onMode('records')}>Go to the records</Button>}
              >
                What was repaired became records, what was excluded stays out. Both can be undone.
              </EmptyState>
            ) : (
              <RejectList rows={rows} row={row} onRow={setHeld} onOpen={() => begin('repair')} />
            )}
          </div>
          <div role="toolbar" aria-label="Decisions" className={classes['acts']}>
            <Button disabled={!can.repair} rightSection={<Kbd>E</Kbd>} onClick={() => begin('repair')}>
              Repair…
            </Button>
            <Button
              variant="default"
              disabled={!can.exclude}
              rightSection={<Kbd>X</Kbd>}
              onClick={() => begin('exclude')}
            >
              Exclude…
            </Button>
            {can.reinstate && (
              <Button variant="default" rightSection={<Kbd>R</Kbd>} onClick={() => begin('reinstate')}>
                Reinstate…
              </Button>
            )}
            <span className={classes['undo']}>
              <UndoButton loadId={load.id} />
            </span>
          </div>
        </div>
      </Panes>
      <ActDialog act={act} onClose={() => setAct(null)} onDone={() => setAct(null)} />
    </>
  );
}

function useAskForRejects(load: string, all: boolean): AskForRows<Reject> {
  const link = useEngine();
  return useCallback(
    (offset, limit, signal) =>
      link.call(
        'quarantine.rejects',
        { load, states: all ? ['quarantined', 'excluded', 'repaired'] : ['quarantined'], offset, limit },
        { signal },
      ),
    [link, load, all],
  );
}
