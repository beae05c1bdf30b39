/** One kwarg as the input its JSON Schema asks for. An empty input is a kwarg left out. */
import { Checkbox, Group, Input, MultiSelect, NumberInput, Select, Slider, Textarea } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import type { JsonValue } from '../../../../electron/contract/check.ts';
import classes from './kwarg-input.module.css';
import { JsonKwarg } from './json-kwarg.tsx';
import { isParameter, listFrom, listText, type Field } from './kwargs-fields.ts';
import { ShapedKwarg } from './shaped-kwarg.tsx';

export interface KwargInputProps {
  readonly field: Field;
  readonly value: JsonValue | undefined;
  readonly columns: readonly string[];
  readonly problem: string | null;
  readonly onChange: (value: JsonValue | undefined) => void;
  readonly onUnreadable: (unreadable: boolean) => void;
}

export function KwargInput(props: KwargInputProps): ReactNode {
  const { field, value, columns, problem, onChange } = props;
  const { shape } = field;
  const around = { label: field.label, description: field.hint, withAsterisk: field.required, error: problem };
  if (isParameter(value)) return <JsonKwarg {...props} />;
  switch (shape.kind) {
    case 'text':
      return (
        <Textarea
          {...around}
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: classes['mono'] ?? '' }}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
          onKeyDown={submitOnEnter}
        />
      );
    case 'list':
      return (
        <ListInput {...props} description={field.hint ?? 'One per line, as it stands in the data: spaces count.'} />
      );
    case 'number':
      return (
        <NumberInput
          {...around}
          allowDecimal={!shape.whole}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'share':
      return <ShareInput {...props} />;
    case 'truth':
      return (
        <Checkbox
          label={field.label}
          description={field.hint}
          error={problem}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? true : field.required ? false : undefined)}
        />
      );
    case 'choice':
      return (
        <Select
          {...around}
          data={shape.options.map((option) => ({ value: option, label: option.replaceAll('_', ' ').trim() }))}
          value={typeof value === 'string' ? value : typeof field.default === 'string' ? field.default : null}
          clearable={!field.required && field.default === undefined}
          allowDeselect={false}
          onChange={(next) => onChange(next === null || next === field.default ? undefined : next)}
        />
      );
    case 'column':
      return (
        <Select
          {...around}
          searchable
          selectFirstOptionOnChange
          placeholder="Choose a column"
          nothingFoundMessage="No column has that name."
          // A column that the load does not have is shown as it is, so that one sees what could not run.
          data={withHeld(columns, typeof value === 'string' ? [value] : [])}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'columns': {
      const held = Array.isArray(value) ? value.map(String) : [];
      return (
        <MultiSelect
          {...around}
          size="xs"
          searchable
          selectFirstOptionOnChange
          placeholder={held.length === 0 ? 'Choose columns, in order' : ''}
          nothingFoundMessage="No column has that name."
          data={withHeld(columns, held)}
          value={held}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      );
    }
    case 'shapes':
      return <ShapedKwarg {...props} shapes={shape.shapes} />;
    case 'json':
      return <JsonKwarg {...props} />;
  }
}

function ListInput({
  field,
  value,
  problem,
  onChange,
  description,
}: KwargInputProps & { description: string }): ReactNode {
  const entries = Array.isArray(value) ? value : [];
  return (
    <Textarea
      label={field.label}
      description={description}
      withAsterisk={field.required}
      error={problem}
      autosize
      minRows={3}
      maxRows={10}
      spellCheck={false}
      classNames={{ input: classes['mono'] ?? '' }}
      value={listText(entries)}
      onChange={({ currentTarget }) => {
        const next = listFrom(currentTarget.value, entries);
        onChange(next.length === 0 ? undefined : next);
      }}
    />
  );
}

/** A share from 0 to 1, by hand or by number. */
function ShareInput({ field, value, problem, onChange }: KwargInputProps): ReactNode {
  const held = typeof value === 'number' ? value : typeof field.default === 'number' ? field.default : undefined;
  const change = (next: number): void => onChange(next === field.default ? undefined : next);
  return (
    <Input.Wrapper size="xs" label={field.label} description={field.hint} error={problem} withAsterisk={field.required}>
      <Group gap="md" wrap="nowrap" mt={4}>
        <Slider
          flex={1}
          min={0}
          max={1}
          step={0.01}
          size="sm"
          label={null}
          thumbLabel={field.label}
          value={held ?? 0}
          onChange={(next) => change(Number(next.toFixed(2)))}
        />
        <NumberInput
          w={92}
          aria-label={`${field.label}, as a number`}
          min={0}
          max={1}
          step={0.01}
          value={held ?? ''}
          onChange={(next) => (typeof next === 'number' ? change(next) : onChange(undefined))}
        />
      </Group>
    </Input.Wrapper>
  );
}

const withHeld = (columns: readonly string[], held: readonly string[]): string[] => [...new Set([...columns, ...held])];

/** Enter saves, as in any one-line input; Shift Enter writes a new line. */
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
