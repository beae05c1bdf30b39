/** Before and after in one line: what goes is struck, what comes is underlined, and both are read out. */
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { diffWords } from './diff-words.ts';
import { VisibleText } from './visible-text.tsx';
import classes from './word-diff.module.css';

interface WordDiffProps {
  readonly before: string | null;
  readonly after: string | null;
}

export function WordDiff({ before, after }: WordDiffProps): ReactNode {
  if (before === after) {
    return (
      <span className={classes['diff']}>
        <VisibleText text={before} />
      </span>
    );
  }
  // Nothing and an empty text have no words: they are told apart by name.
  if (before === null || after === null || before === '' || after === '') {
    return (
      <span className={classes['diff']}>
        <Gone>
          <VisibleText text={before} />
        </Gone>{' '}
        <Come>
          <VisibleText text={after} />
        </Come>
      </span>
    );
  }
  return (
    <span className={classes['diff']}>
      {diffWords(before, after).map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>;
        const Kind = kind === 'gone' ? Gone : Come;
        return (
          <Kind key={index}>
            <VisibleText text={text} />
          </Kind>
        );
      })}
    </span>
  );
}

function Gone({ children }: { children: ReactNode }): ReactNode {
  return (
    <del className={classes['gone']}>
      <VisuallyHidden>removed: </VisuallyHidden>
      {children}
    </del>
  );
}

function Come({ children }: { children: ReactNode }): ReactNode {
  return (
    <ins className={classes['new']}>
      <VisuallyHidden>added: </VisuallyHidden>
      {children}
    </ins>
  );
}
