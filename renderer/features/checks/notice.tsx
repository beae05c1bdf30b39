/** Something to look at, in a colour of its own and with a sign beside it. */
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  readonly meaning: 'warn' | 'bad';
  readonly title?: string;
  readonly children: ReactNode;
}

export function Notice({ meaning, title, children }: NoticeProps): ReactNode {
  const Picture = meaning === 'bad' ? IconX : IconAlertTriangle;
  return (
    <div className={classes['notice']} data-meaning={meaning} role={meaning === 'bad' ? 'alert' : 'note'}>
      <Picture size={17} aria-hidden className={classes['picture']} />
      <div className={classes['words']}>
        {title !== undefined && <p className={classes['title']}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
