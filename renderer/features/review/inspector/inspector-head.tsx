/** Which record is looked at, where it stands in its source and in what is shown, and the way to its neighbours. */
import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import type { RecordState } from '../../../../electron/contract/words.ts';
import classes from './inspector.module.css';

export interface Position {
  /** From 0. */
  readonly index: number;
  readonly total: number;
}

interface InspectorHeadProps {
  /** `Record 1,204`. */
  readonly name: string;
  readonly title: string | null;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly state: RecordState | 'repaired';
  readonly position: Position | null;
  readonly onMove: (step: 1 | -1) => void;
}

export function InspectorHead(props: InspectorHeadProps): ReactNode {
  const { name, title, firstLine, lastLine, state, position, onMove } = props;
  return (
    <header className={classes['head']}>
      <div className={classes['place']}>
        <span>
          {name} · {linesOf(firstLine, lastLine)}
        </span>
        {position !== null && (
          <span className={classes['position']}>
            {formatCount(position.index + 1)} of {formatCount(position.total)}
            <Step label="Previous record" cap="K" disabled={position.index <= 0} onClick={() => onMove(-1)} />
            <Step
              label="Next record"
              cap="J"
              disabled={position.index + 1 >= position.total}
              onClick={() => onMove(1)}
            />
          </span>
        )}
      </div>
      <div className={classes['titleLine']}>
        <h2 className={classes['title']}>{title ?? name}</h2>
        <StateBadge state={state} />
      </div>
    </header>
  );
}

interface StepProps {
  readonly label: string;
  readonly cap: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function Step({ label, cap, disabled, onClick }: StepProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} aria-keyshortcuts={cap} disabled={disabled} onClick={onClick}>
        <Kbd>{cap}</Kbd>
      </ActionIcon>
    </Tooltip>
  );
}

export const linesOf = (first: number, last: number): string =>
  first === last ? `line ${formatCount(first)}` : `lines ${formatCount(first)} to ${formatCount(last)}`;
