/** One thing about how a source is read: what it is, whether it was detected or set, and the way back. */
import { ActionIcon } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './reading.module.css';

interface ReadingFieldProps {
  readonly label: string;
  /** A note on where the value comes from. */
  readonly origin: 'detected' | 'set' | 'differs' | 'unknown';
  readonly onReset: () => void;
  readonly children: ReactNode;
}

const originWords = {
  detected: 'detected',
  set: 'set by you',
  differs: 'differs by file',
  unknown: 'not known',
} as const;

export function ReadingField({ label, origin, onReset, children }: ReadingFieldProps): ReactNode {
  return (
    <div className={classes['field']} role="group" aria-label={label}>
      <span className={classes['label']} aria-hidden="true">
        {label}
      </span>
      {children}
      <span className={classes['origin']} data-origin={origin}>
        {originWords[origin]}
        {origin === 'set' && (
          <ActionIcon size={20} onClick={onReset} aria-label={`${label}: back to what is detected`}>
            <IconRestore size={14} />
          </ActionIcon>
        )}
      </span>
    </div>
  );
}
