/**
 * Every column of a record: what fails or was changed first, then what there is to read, then the other short values;
 * what differs from the source says so.
 */
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

export function RecordValues({ columns, values, sourceValues, marksOf: findMarks }: RecordValuesProps): ReactNode {
  // Found once: in a long value that takes its time.
  const found = new Map(columns.map((column) => [column, findMarks(column)]));
  const marksOf = (column: string): readonly Mark[] => found.get(column) ?? [];
  const isLong = (column: string): boolean => {
    const value = values[column] ?? '';
    return value.length > longestShort || value.includes('\n');
  };
  const isAtIssue = (column: string): boolean =>
    marksOf(column).length > 0 || (values[column] ?? null) !== (sourceValues[column] ?? null);
  const short = columns.filter((column) => !isLong(column));
  const list = (shown: readonly string[]): ReactNode =>
    shown.length > 0 && (
      <dl className={classes['values']}>
        {shown.map((column) => (
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
    );
  return (
    <>
      {list(short.filter(isAtIssue))}
      {columns.filter(isLong).map((column) => (
        <TextDocument key={column} column={column} text={values[column] ?? ''} marks={marksOf(column)} />
      ))}
      {list(short.filter((column) => !isAtIssue(column)))}
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
