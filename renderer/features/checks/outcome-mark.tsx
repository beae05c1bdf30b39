/** How it came out, as a shape of its own beside the colour. */
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Outcome } from './check-rows.ts';
import classes from './expectation-list.module.css';

const pictures = { passed: IconCheck, failed: IconX, 'could not run': IconAlertTriangle };

export function OutcomeMark({ outcome }: { outcome: Outcome }): ReactNode {
  const Picture = pictures[outcome];
  return (
    <span className={classes['mark']} data-outcome={outcome}>
      <Picture size={17} stroke={2} aria-label={outcome} role="img" />
    </span>
  );
}
