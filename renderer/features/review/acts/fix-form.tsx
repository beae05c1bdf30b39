/** One value for a column in many records: chosen or written, tried out on all of them, then done with one reason. */
import { Select } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { nameAct, type FormProps } from './act-form.ts';
import { EffectPreview } from './effect-preview.tsx';
import { NewValueInput, type NewValue, writtenValue } from './new-value-input.tsx';
import { recentReasons } from './recent-reasons.ts';
import type { ReviewAct } from './review-act.ts';
import { SuggestedValues } from './suggested-values.tsx';
import { useDryRun } from './use-dry-run.ts';
import { usePerform } from './use-perform.tsx';

type FixAct = Extract<ReviewAct, { kind: 'fix' }>;

export function FixForm({ act, onClose, onDone }: FormProps<FixAct>): ReactNode {
  const load = useQuestion('load.get', { load: act.selection.load });
  // One of them stands for all: what fails in it says which column is meant, and what would do.
  const first = useQuestion('quarantine.window', { filter: act.selection, limit: 1 });
  const example = first.data?.rows[0];
  const open = example?.findings.filter(({ waived }) => !waived) ?? [];
  const [chosenColumn, setChosenColumn] = useState(act.column);
  const column = chosenColumn ?? open.find((finding) => finding.column !== null)?.column ?? null;
  const [value, setValue] = useState<NewValue>({ kind: 'text', text: act.value ?? '' });
  const written = writtenValue(value);
  const input = useRef<HTMLTextAreaElement>(null);
  const before = column === null ? undefined : example?.values[column];
  // The value as it is was put there to be changed: that comes before the reason.
  const toBeChanged = act.value !== null && before === act.value;
  useEffect(() => {
    if (toBeChanged) input.current?.select();
  }, [toBeChanged]);
  const meant =
    column === null || written === undefined ? null : { selection: act.selection, set: { [column]: written } };
  const { perform, stage, leave, over, error } = usePerform('review.correct', { onClose, onDone });
  const dryRun = useDryRun('review.correct', meant, over);
  const changed = dryRun.isCurrent ? (dryRun.result?.records ?? 0) : 0;
  const count = changed === 0 ? act.count : changed;
  const ready = changed > 0;
  return (
    <ReasonForm
      act={nameAct('fix', count)}
      stage={stage}
      disabled={!ready}
      error={error}
      suggestions={recentReasons()}
      onCancel={leave}
      onSubmit={(authorship) => {
        if (ready && meant !== null) perform(meant, authorship);
      }}
    >
      <Select
        label="Column"
        data={load.data?.load.columns.map(({ name }) => name) ?? (column === null ? [] : [column])}
        value={column}
        onChange={(next) => setChosenColumn(next)}
        allowDeselect={false}
        searchable
        comboboxProps={{ withinPortal: true }}
      />
      <NewValueInput
        value={value}
        onChange={setValue}
        autoFocus={act.value === null}
        before={before}
        inputRef={input}
      />
      {example !== undefined && (
        <SuggestedValues
          recordId={example.record_id}
          findings={open.filter((finding) => finding.column === column)}
          chosen={written}
          onChoose={(text) => setValue({ kind: 'text', text })}
        />
      )}
      <EffectPreview dryRun={dryRun} awaiting="Write the new value to see what it would do." />
    </ReasonForm>
  );
}
