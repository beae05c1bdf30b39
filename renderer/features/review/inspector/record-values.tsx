/** Every column of a record: short values as a list, long ones as documents; what differs from the source says so. */
import { CopyButton, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { VisibleText, type Mark } from '../../../ui/visible-text.tsx';
import { TextDocument } from './text-document.tsx';
import classes from './record-values.module.css';

interface RecordValuesProps {
  /** In source order. */
  readonly columns: readonly string[];
  readonly values: Readonly<Record<string, string | null>>;
  readonly sourceValues: Readonly<Record<string, string | null>>;
  readonly marksOf: (column: string) => readonly Mark[];
}

const longestShort = 220;

export function RecordValues({ columns, values, sourceValues, marksOf }: RecordValuesProps): ReactNode {
  const isLong = (column: string): boolean => {
    const value = values[column] ?? '';
    return value.length > longestShort || value.includes('\n');
  };
  return (
    <>
      <dl className={classes['values']}>
        {columns
          .filter((column) => !isLong(column))
          .map((column) => (
            <div key={column} className={classes['row']}>
              <dt>{column}</dt>
              <dd>
                <span className={classes['value']}>
                  <VisibleText text={values[column] ?? null} marks={marksOf(column)} />
                </span>
                <CopyValue column={column} value={values[column] ?? ''} />
                <SourceValue value={values[column] ?? null} source={sourceValues[column] ?? null} />
              </dd>
            </div>
          ))}
      </dl>
      {columns.filter(isLong).map((column) => (
        <TextDocument key={column} column={column} text={values[column] ?? ''} marks={marksOf(column)} />
      ))}
    </>
  );
}

function SourceValue({ value, source }: { value: string | null; source: string | null }): ReactNode {
  if (value === source) return null;
  return (
    <span className={classes['source']}>
      in the source:{' '}
      <span className={classes['value']}>
        <VisibleText text={source} />
      </span>
    </span>
  );
}

function CopyValue({ column, value }: { column: string; value: string }): ReactNode {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <UnstyledButton
          className={classes['copy'] ?? ''}
          onClick={copy}
          aria-label={copied ? `Copied ${column}` : `Copy ${column}`}
        >
          {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
