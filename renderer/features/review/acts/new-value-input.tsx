/** A value to be written: text, or expressly nothing, which is not the same as an empty text. */
import { Group, SegmentedControl, Text, Textarea } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { VisibleText } from '../../../ui/visible-text.tsx';
import classes from './new-value-input.module.css';

export interface NewValue {
  readonly kind: 'text' | 'empty' | 'null';
  readonly text: string;
}

/** Undefined while nothing has been written yet: an empty field alone does not say that the text is to be empty. */
export function writtenValue({ kind, text }: NewValue): string | null | undefined {
  if (kind === 'null') return null;
  if (kind === 'empty') return '';
  return text === '' ? undefined : text;
}

interface NewValueInputProps {
  readonly value: NewValue;
  readonly onChange: (value: NewValue) => void;
  readonly autoFocus: boolean;
  /** What one of the records holds now; undefined while that is not known. */
  readonly before: string | null | undefined;
  readonly inputRef: Ref<HTMLTextAreaElement>;
}

export function NewValueInput({ value, onChange, autoFocus, before, inputRef }: NewValueInputProps): ReactNode {
  const { kind, text } = value;
  return (
    <div className={classes['field']}>
      <Textarea
        ref={inputRef}
        label="New value"
        classNames={{ input: classes['input'] ?? '' }}
        value={kind === 'text' ? text : ''}
        disabled={kind !== 'text'}
        placeholder={kind === 'text' ? '' : kind === 'empty' ? 'empty text' : 'null: no value'}
        autosize
        minRows={1}
        maxRows={10}
        spellCheck={false}
        onChange={(event) => onChange({ kind: 'text', text: event.currentTarget.value })}
        {...(autoFocus ? { 'data-autofocus': true } : {})}
      />
      <Group gap="xs" mt={4} wrap="nowrap" align="flex-start">
        <SegmentedControl
          size="xs"
          aria-label="Kind of value"
          value={kind}
          onChange={(next) => onChange({ kind: next, text })}
          data={[
            { value: 'text', label: 'Text' },
            { value: 'empty', label: 'Empty' },
            { value: 'null', label: 'Null' },
          ]}
        />
        {before !== undefined && before !== text && (before?.length ?? 0) < 400 && (
          <Text size="xs" c="dimmed" className={classes['before'] ?? ''}>
            now:{' '}
            <span className={classes['value']}>
              <VisibleText text={before} />
            </span>
          </Text>
        )}
      </Group>
    </div>
  );
}
