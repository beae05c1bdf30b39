/** A kwarg that may be of several shapes, such as a bound that is a number or a date: first which, then what. */
import { Input, SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { KwargInput, type KwargInputProps } from './kwarg-input.tsx';
import { shapeHeldBy, type Shape } from './kwargs-fields.ts';
import classes from './shaped-kwarg.module.css';

const shapeWords: Readonly<Record<Shape['kind'], string>> = {
  text: 'Text or date',
  number: 'Number',
  share: 'Share',
  truth: 'Yes or no',
  choice: 'Choice',
  list: 'List',
  column: 'Column',
  columns: 'Columns',
  shapes: 'Other',
  json: 'JSON',
};

export function ShapedKwarg({ shapes, ...props }: KwargInputProps & { readonly shapes: readonly Shape[] }): ReactNode {
  const { field, value, onChange } = props;
  const [chosen, setChosen] = useState(() => shapeHeldBy(value, shapes));
  const shape = shapes[chosen];
  if (shape === undefined) return null;
  return (
    <Input.Wrapper
      size="xs"
      label={field.label}
      description={field.hint}
      withAsterisk={field.required}
      labelElement="div"
      className={classes['wrapper'] ?? ''}
    >
      <div className={classes['choice']}>
        <SegmentedControl
          aria-label={`${field.label} is a`}
          value={String(chosen)}
          data={shapes.map(({ kind }, index) => ({ value: String(index), label: shapeWords[kind] }))}
          onChange={(next) => {
            setChosen(Number(next));
            onChange(undefined);
          }}
        />
        <div className={classes['input']}>
          <KwargInput {...props} field={{ ...field, shape, hint: null, required: false }} />
        </div>
      </div>
    </Input.Wrapper>
  );
}
