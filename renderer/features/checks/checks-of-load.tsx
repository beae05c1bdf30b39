/** The suite of one load: summary, list, the chosen expectation beside it, and the dialogs that change it. */
import { IconChecklist } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import type { Suite } from '../../../electron/contract/check.ts';
import type { Load } from '../../../electron/contract/load.ts';
import type { Authorship } from '../../../electron/contract/words.ts';
import { useActor } from '../../app/actor.tsx';
import { useCommands } from '../../app/commands.tsx';
import { useWhereabouts } from '../../app/places.ts';
import { useQuestion } from '../../engine/engine-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panes } from '../../ui/panes.tsx';
import { showRecords } from '../review/shown-in-review.ts';
import type { CheckRow } from './check-rows.ts';
import classes from './checks-of-load.module.css';
import { ChecksSummary } from './checks-summary.tsx';
import { CheckButton } from './check-button.tsx';
import { ExpectationInspector } from './expectation-inspector.tsx';
import { ExpectationList } from './expectation-list.tsx';
import { ExpectationDialog } from './form/expectation-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { addExpectation, removeExpectation, replaceExpectation, suiteText } from './suite-text.ts';
import { SuitesDialog } from './suites/suites-dialog.tsx';
import { useCheck, type ChangedSuite } from './use-check.ts';
import { useCheckedSuite } from './use-checked-suite.ts';
import { useDialogs } from './use-dialogs.ts';

export function ChecksOfLoad({ load }: { load: Load }): ReactNode {
  const { go } = useWhereabouts();
  const { name } = useActor();
  const checked = useCheckedSuite(load);
  const { rows, suite, validation } = checked;
  const types = useQuestion('expectation.list', {}).data ?? [];
  const check = useCheck(load);
  const [chosen, setChosen] = useState<number | null>(null);
  const [inList, setInList] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const selected = rows.find(({ position }) => position === chosen) ?? firstToSee(rows);
  const { dialog, open, close } = useDialogs(() => list.current?.querySelector('[aria-selected="true"]') ?? null);

  const showRows = (row: CheckRow): void => {
    showRecords(load.id, { expectation: row.key, states: ['quarantined'] });
    go('review', load.id);
  };
  const leave = (): void => {
    check.forget();
    close();
  };
  /** Checks with a changed suite; what cannot be saved stays in its dialog, with the reason. */
  const checkWith = async (changed: ChangedSuite, choose: number): Promise<void> => {
    const done = await check.run(changed);
    if (done === undefined) return;
    setChosen(choose);
    close();
  };
  const change = (changed: Suite, signed: Authorship, choose: number): void =>
    void checkWith({ suite: suiteText(changed), signed }, choose);
  const edited = dialog?.kind === 'edit' || dialog?.kind === 'remove' ? dialog.position : -1;
  const toRemove = rows.find(({ position }) => position === edited);
  const editable = suite !== undefined && !check.busy;
  const canRemove = editable && rows.length > 1;
  const leadsToRows = selected !== undefined && (selected.counts?.failing ?? 0) > 0;

  useCommands([
    {
      id: 'checks.run',
      label: validation === null ? 'Check with bronze_validation' : 'Check again',
      group: 'Checks',
      keys: 'C',
      disabled: check.busy || validation === undefined || name === '',
      run: () => void check.run(),
    },
    {
      id: 'checks.add',
      label: 'Add an expectation…',
      group: 'Checks',
      keys: 'A',
      disabled: !editable,
      run: () => open({ kind: 'add' }),
    },
    {
      id: 'checks.edit',
      label: 'Edit the expectation…',
      group: 'Checks',
      keys: 'E',
      disabled: !editable || selected === undefined,
      run: () => open({ kind: 'edit', position: selected?.position ?? 0 }),
    },
    {
      id: 'checks.rows',
      label: 'Show its failing rows',
      group: 'Checks',
      // Only where a row has the focus: anywhere else Enter belongs to the button it is on.
      ...(inList ? { keys: 'Enter' } : {}),
      disabled: !leadsToRows,
      run: () => selected !== undefined && showRows(selected),
    },
    {
      id: 'checks.remove',
      label: 'Remove the expectation…',
      group: 'Checks',
      keys: 'Delete',
      disabled: !canRemove || selected === undefined,
      run: () => open({ kind: 'remove', position: selected?.position ?? 0 }),
    },
    {
      id: 'checks.suites',
      label: 'Choose a suite…',
      group: 'Checks',
      keys: 'S',
      disabled: check.busy,
      run: () => open({ kind: 'suites', tab: 'known' }),
    },
    {
      id: 'checks.import',
      label: 'Import a suite…',
      group: 'Checks',
      keys: 'I',
      disabled: check.busy,
      run: () => open({ kind: 'suites', tab: 'import' }),
    },
  ]);

  const isKnown = validation !== undefined && suite !== undefined;
  // What is shown already stays, with whatever somebody has begun in it.
  if (checked.error !== null && !isKnown) return <ErrorNotice error={checked.error} />;
  if (validation === undefined) return null;
  return (
    <>
      <Panes
        id="checks"
        right={
          selected === undefined
            ? undefined
            : {
                id: 'expectation',
                label: 'The chosen expectation',
                size: 384,
                minSize: 280,
                content: (
                  <ExpectationInspector
                    load={load.id}
                    row={selected}
                    onShowRows={() => showRows(selected)}
                    {...(editable ? { onEdit: () => open({ kind: 'edit', position: selected.position }) } : {})}
                    {...(canRemove ? { onRemove: () => open({ kind: 'remove', position: selected.position }) } : {})}
                  />
                ),
              }
        }
      >
        <div className={classes['place']}>
          <ChecksSummary load={load} checked={checked} check={check} onOpen={open} />
          {validation === null ? (
            <NotChecked check={<CheckButton check={check} label="Check with bronze_validation" />} />
          ) : (
            <ExpectationList
              ref={list}
              load={load.id}
              rows={rows}
              selected={selected}
              onSelect={setChosen}
              onFocusWithin={setInList}
              onShowRows={showRows}
              onPublish={() => go('publish', load.id)}
              {...(editable ? { onEdit: (position) => open({ kind: 'edit', position }) } : {})}
              {...(canRemove ? { onRemove: (position) => open({ kind: 'remove', position }) } : {})}
            />
          )}
        </div>
      </Panes>
      {(dialog?.kind === 'add' || dialog?.kind === 'edit') && suite !== undefined && types.length > 0 && (
        <ExpectationDialog
          load={load.id}
          columns={load.columns.map(({ name }) => name)}
          types={types}
          existing={suite.expectations[edited]}
          check={check}
          onClose={leave}
          onSave={(expectation, signed) =>
            dialog.kind === 'add'
              ? change(addExpectation(suite, expectation), signed, suite.expectations.length)
              : change(replaceExpectation(suite, edited, expectation), signed, edited)
          }
        />
      )}
      {dialog?.kind === 'remove' && suite !== undefined && (
        <RemoveDialog
          load={load.id}
          row={toRemove}
          isTwice={rows.filter(({ key }) => key === toRemove?.key).length > 1}
          suite={suite.name}
          check={check}
          onClose={leave}
          onRemove={(signed) =>
            change(removeExpectation(suite, edited), signed, Math.min(edited, suite.expectations.length - 2))
          }
        />
      )}
      {dialog?.kind === 'suites' && (
        <SuitesDialog
          tab={dialog.tab}
          current={load.suite?.hash}
          check={check}
          onUse={(changed) => void checkWith(changed, 0)}
          onClose={leave}
        />
      )}
    </>
  );
}

/** What somebody comes for: what could not run, then what fails. */
const firstToSee = (rows: readonly CheckRow[]): CheckRow | undefined =>
  rows.find(({ outcome }) => outcome === 'could not run') ??
  rows.find(({ counts }) => (counts?.failing ?? 0) > 0) ??
  rows[0];

function NotChecked({ check }: { check: ReactNode }): ReactNode {
  return (
    <EmptyState icon={IconChecklist} title="This load has not been checked" action={check}>
      bronze_validation asks that there is a transcription column, and that every medical specialty is there and made of
      letters and spaces. What fails is set aside for review; nothing is changed. Another suite can be chosen first.
    </EmptyState>
  );
}
