/** The last resort: a kwarg written as JSON. */
import { JsonInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { JsonValue } from '../../../../electron/contract/check.ts';
import classes from './kwarg-input.module.css';
import type { KwargInputProps } from './kwarg-input.tsx';
import { isParameter } from './kwargs-fields.ts';

export function JsonKwarg({ field, value, problem, onChange, onUnreadable }: KwargInputProps): ReactNode {
  const [draft, setDraft] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const readable = draft.trim() === '' || isJson(draft);
  return (
    <JsonInput
      size="xs"
      label={field.label}
      description={
        field.hint ??
        (isParameter(value) ? 'Given by a parameter of the suite, in JSON.' : 'In JSON, such as [0.5, 1].')
      }
      withAsterisk={field.required}
      error={readable ? problem : 'This is not JSON.'}
      autosize
      minRows={3}
      maxRows={12}
      spellCheck={false}
      classNames={{ input: classes['mono'] ?? '' }}
      value={draft}
      onChange={(text) => {
        setDraft(text);
        onUnreadable(text.trim() !== '' && !isJson(text));
        if (text.trim() === '') onChange(undefined);
        else if (isJson(text)) onChange(JSON.parse(text) as JsonValue);
      }}
    />
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
