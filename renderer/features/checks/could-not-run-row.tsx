/** An expectation without a verdict: why, what to do, and the three ways out. It is never green. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './expectation-list.module.css';
import type { RowProps } from './expectation-row.tsx';
import { OutcomeMark } from './outcome-mark.tsx';

interface CouldNotRunRowProps extends RowProps {
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
  readonly onPublish: () => void;
}

export function CouldNotRunRow(props: CouldNotRunRowProps): ReactNode {
  const { row, isSelected, onSelect, keepElement, onEdit, onRemove, onPublish } = props;
  const tabIndex = isSelected ? 0 : -1;
  return (
    <div
      ref={keepElement}
      role="row"
      aria-selected={isSelected}
      tabIndex={tabIndex}
      className={`${classes['row'] ?? ''} ${classes['loud'] ?? ''}`}
      onFocus={onSelect}
      onClick={onSelect}
    >
      <div role="gridcell">
        <OutcomeMark outcome={row.outcome} />
      </div>
      <div role="gridcell">
        <span className={classes['sentence']}>{row.sentence}</span>
        <span className={classes['about']}>{row.reason?.why}</span>
        <span className={classes['about']}>{row.reason?.whatToDo}</span>
      </div>
      <div role="gridcell" className={classes['acts']}>
        <Button
          variant="default"
          size="compact-xs"
          tabIndex={tabIndex}
          disabled={onEdit === undefined}
          onClick={onEdit}
        >
          Edit…
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          tabIndex={tabIndex}
          disabled={onRemove === undefined}
          onClick={onRemove}
        >
          Remove…
        </Button>
        <Button variant="default" size="compact-xs" tabIndex={tabIndex} onClick={onPublish}>
          Accept at Publish
        </Button>
      </div>
    </div>
  );
}
