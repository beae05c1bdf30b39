/** What an event changed, in one line of the list. */
import { useMemo, type ReactNode } from 'react';
import { WordDiff } from '../../ui/word-diff.tsx';
import type { Change } from './event-words.ts';
import { excerptOf } from './excerpt.ts';
import classes from './trail.module.css';

export function ValueChange({ change: { kind, old, new: fresh } }: { change: Change }): ReactNode {
  const excerpt = useMemo(
    () => (kind === 'words' || old === null || fresh === null ? null : excerptOf(old, fresh)),
    [kind, old, fresh],
  );
  if (kind === 'words') return <span className={classes['words']}>{changeInWords(old, fresh)}</span>;
  return (
    <span className={classes['value']}>
      {excerpt?.cut === true && '…'}
      <WordDiff before={excerpt?.before ?? old} after={excerpt?.after ?? fresh} />
    </span>
  );
}

export const changeInWords = (old: string | null, fresh: string | null): string =>
  [old, fresh].filter((each) => each !== null).join(' → ');
