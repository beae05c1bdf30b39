/** A stream's state, by word, by shape and by colour. */
import type { ReactNode } from 'react';
import classes from './standing-mark.module.css';
import { standingWords, type Standing } from './stream-words.ts';

export function StandingMark({ standing }: { standing: Standing }): ReactNode {
  return (
    <span className={classes['standing']} data-standing={standing}>
      <i aria-hidden="true" />
      {standingWords[standing]}
    </span>
  );
}
