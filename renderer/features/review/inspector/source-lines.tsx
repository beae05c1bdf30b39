/** The physical lines a record was read from, as they stand in the source, or why they cannot be shown. */
import { Button, CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { fileName, formatCount } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { linesOf } from './inspector-head.tsx';
import classes from './source-lines.module.css';

interface SourceLinesProps {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly byteOffset: number | null;
  readonly text: string | null;
  readonly problem: string | null;
}

export function SourceLines({ file, firstLine, lastLine, byteOffset, text, problem }: SourceLinesProps): ReactNode {
  const lines = text === null ? [] : text.split('\n');
  const expected = lastLine - firstLine + 1;
  return (
    <section aria-label="Source lines">
      <p className={classes['where']}>
        <span title={file}>
          {fileName(file)}, {linesOf(firstLine, lastLine)}
          {byteOffset !== null && <>, from byte {formatCount(byteOffset)}</>}
        </span>
        {text !== null && (
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        )}
      </p>
      {problem !== null && (
        <p className={classes['problem']}>
          {problem} What was loaded from it is kept in the workspace, under “Record”.
        </p>
      )}
      {lines.length > 0 && (
        <ol className={classes['lines']} start={firstLine}>
          {lines.map((line, index) => (
            <li key={index} className={classes['line']}>
              <span className={classes['number']} aria-hidden="true">
                {formatCount(firstLine + index)}
              </span>
              <span className={classes['text']}>
                <VisibleText text={line} oneLine />
              </span>
            </li>
          ))}
        </ol>
      )}
      {text !== null && lines.length < expected && (
        <p className={classes['problem']}>
          The first {formatCount(lines.length)} of {formatCount(expected)} lines are shown: the record is very long.
        </p>
      )}
    </section>
  );
}
