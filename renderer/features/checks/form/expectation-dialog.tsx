/** Adding or changing an expectation, with the count of what it would find beside the form. Saving checks the load again. */
import { Input, Modal, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ExpectationConfig, ExpectationType, JsonObject, Severity } from '../../../../electron/contract/check.ts';
import type { Authorship } from '../../../../electron/contract/words.ts';
import { ReasonForm } from '../../../ui/reason-form.tsx';
import { TaskProgress } from '../../../ui/task-progress.tsx';
import { notesText, severityWords } from '../check-words.ts';
import type { Check } from '../use-check.ts';
import classes from './expectation-dialog.module.css';
import { KwargsForm } from './kwargs-form.tsx';
import { fieldsOf, kwargProblems, startingKwargs } from './kwargs-fields.ts';
import { TrialVerdict } from './trial-verdict.tsx';
import { TypeSelect } from './type-select.tsx';

interface ExpectationDialogProps {
  readonly load: string;
  readonly columns: readonly string[];
  readonly types: readonly ExpectationType[];
  /** Left out to add a new one. */
  readonly existing?: ExpectationConfig | undefined;
  readonly check: Check;
  readonly onSave: (expectation: ExpectationConfig, signed: Authorship) => void;
  readonly onClose: () => void;
}

const severities: readonly (Severity | 'none')[] = ['none', 'critical', 'warning', 'info'];

export function ExpectationDialog(props: ExpectationDialogProps): ReactNode {
  const { load, columns, types, existing, check, onSave, onClose } = props;
  const [type, setType] = useState(existing?.type ?? null);
  const [kwargs, setKwargs] = useState<JsonObject>(existing?.kwargs ?? {});
  const [unreadable, setUnreadable] = useState<ReadonlySet<string>>(new Set());
  const [severity, setSeverity] = useState(existing?.severity);
  const [notes, setNotes] = useState(notesText(existing?.notes));
  const [showMissing, setShowMissing] = useState(false);

  const chosen = types.find((each) => each.type === type);
  const fields = chosen === undefined ? [] : fieldsOf(chosen.kwargs);
  const problems = kwargProblems(fields, kwargs);
  const sound = chosen !== undefined && unreadable.size === 0 && Object.keys(problems).length === 0;

  const chooseType = (next: string): void => {
    const found = types.find((each) => each.type === next);
    setType(next);
    setUnreadable(new Set());
    // What both kinds have in common, such as the column, is kept.
    setKwargs(startingKwargs(found === undefined ? [] : fieldsOf(found.kwargs), kwargs));
  };
  const save = (signed: Authorship): void => {
    if (sound) onSave(expectationFrom(existing, { type: chosen.type, kwargs, severity, notes }), signed);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={880}
      centered={false}
      yOffset={56}
      title={existing === undefined ? 'Add an expectation' : 'Edit the expectation'}
    >
      <div
        // Whatever the reason: what is missing above it is said as well.
        onSubmitCapture={() => setShowMissing(true)}
        onKeyDown={(event) => {
          // In a list of choices Enter chooses; it must not save as well.
          if (event.key === 'Enter' && isListOfChoices(event.target)) event.preventDefault();
        }}
      >
        <ReasonForm
          act="Save and check again"
          stage={check.stage}
          error={check.error}
          progress={check.task === undefined ? undefined : <TaskProgress task={check.task} />}
          onSubmit={save}
          onCancel={check.stage === 'resting' ? onClose : check.cancel}
        >
          <div className={classes['columns']}>
            <Stack gap="sm">
              <TypeSelect types={types} value={type} onChange={chooseType} />
              {chosen !== undefined && (
                <KwargsForm
                  key={chosen.type}
                  fields={fields}
                  kwargs={kwargs}
                  columns={columns}
                  problems={problems}
                  showMissing={showMissing}
                  onChange={(name, value) => setKwargs((before) => withKwarg(before, name, value))}
                  onUnreadable={(name, is) => setUnreadable((before) => withMember(before, name, is))}
                />
              )}
              <Input.Wrapper size="xs" label="Severity" labelElement="div">
                <SegmentedControl
                  aria-label="Severity"
                  fullWidth
                  value={severity ?? 'none'}
                  data={severities.map((value) => ({
                    value,
                    label: value === 'none' ? 'Not said' : severityWords[value],
                  }))}
                  onChange={(value) => setSeverity(value === 'none' ? undefined : value)}
                />
              </Input.Wrapper>
              <Textarea
                label="Notes"
                description="For those who read the suite: why this rule, and who asked for it."
                autosize
                minRows={2}
                maxRows={6}
                value={notes}
                onChange={({ currentTarget }) => setNotes(currentTarget.value)}
              />
            </Stack>
            <TrialVerdict load={load} expectation={sound ? { type: chosen.type, kwargs } : null} />
          </div>
        </ReasonForm>
      </div>
    </Modal>
  );
}

const isListOfChoices = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.role === 'combobox';

interface Filled {
  readonly type: string;
  readonly kwargs: JsonObject;
  readonly severity: Severity | undefined;
  readonly notes: string;
}

/** What the form does not show, such as meta and description, stays as it was. */
function expectationFrom(existing: ExpectationConfig | undefined, filled: Filled): ExpectationConfig {
  const notes = filled.notes.trim() === notesText(existing?.notes) ? existing?.notes : filled.notes.trim();
  return {
    meta: existing?.meta ?? {},
    ...(existing?.id === undefined ? {} : { id: existing.id }),
    ...(existing?.description === undefined ? {} : { description: existing.description }),
    type: filled.type,
    kwargs: filled.kwargs,
    ...(notes === undefined || notes === '' ? {} : { notes }),
    ...(filled.severity === undefined ? {} : { severity: filled.severity }),
  };
}

function withKwarg(kwargs: JsonObject, name: string, value: JsonObject[string] | undefined): JsonObject {
  const others = Object.entries(kwargs).filter(([each]) => each !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

function withMember(names: ReadonlySet<string>, name: string, is: boolean): ReadonlySet<string> {
  const others = [...names].filter((each) => each !== name);
  return new Set(is ? [...others, name] : others);
}
