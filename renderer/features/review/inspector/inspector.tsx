/**
 * One record or reject with everything there is to know about it, and what can be done to it. It only shows and asks:
 * what is selected, and what an act changes in the grid, is the place's.
 */
import { IconHandClick } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ValidationResult } from '../../../../electron/contract/check.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ActDialog } from '../acts/act-dialog.tsx';
import type { ReviewAct } from '../acts/review-act.ts';
import type { Position } from './inspector-head.tsx';
import classes from './inspector.module.css';
import { RecordInspector } from './record-inspector.tsx';
import { isRejectId } from './record-title.ts';
import { RejectInspector } from './reject-inspector.tsx';

export interface InspectorActs {
  /** For a reject: repair its text. */
  readonly onFix: () => void;
  readonly onWaive: () => void;
  readonly onExclude: () => void;
  readonly onReinstate: () => void;
}

interface InspectorProps extends InspectorActs {
  readonly loadId: string;
  readonly recordId: string | null;
  readonly position: Position | null;
  readonly onMove: (step: 1 | -1) => void;
  readonly validation: ValidationResult | null;
  readonly onActClosed?: () => void;
}

export function Inspector(props: InspectorProps): ReactNode {
  const { loadId, recordId, position, onMove, validation, onActClosed, ...acts } = props;
  const root = useRef<HTMLElement>(null);
  const [act, setAct] = useState<ReviewAct | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (step === null || event.defaultPrevented) return;
    event.preventDefault();
    onMove(step);
  };
  // The record may leave the list while its act is being done: the dialog and the focus outlive it.
  const begin = (next: ReviewAct): void => {
    root.current?.focus();
    setAct(next);
  };
  const end = (): void => setAct(null);
  const shared = { loadId, position, onMove, acts };
  return (
    <>
      <article
        ref={root}
        className={classes['inspector']}
        aria-label="Record inspector"
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {recordId === null ? (
          <EmptyState icon={IconHandClick} title="No record chosen">
            Choose a record to read it here: what fails in it and why, its whole text, every value since the source.
          </EmptyState>
        ) : isRejectId(recordId) ? (
          <RejectInspector key={recordId} recordId={recordId} {...shared} />
        ) : (
          <RecordInspector recordId={recordId} {...shared} validation={validation} onApply={begin} />
        )}
      </article>
      <ActDialog
        act={act}
        onClose={end}
        onDone={end}
        {...(onActClosed === undefined ? {} : { onClosed: onActClosed })}
      />
    </>
  );
}

/** J and K, but not where letters are typed. */
function stepOf({ key, target, currentTarget, ...held }: KeyboardEvent): 1 | -1 | null {
  if (held.ctrlKey || held.metaKey || held.altKey || held.shiftKey) return null;
  // A dialog opened from here is a child in React, not on the page.
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return null;
  if (!currentTarget.contains(target) || target.matches('textarea, select, input:not([type="radio"])')) return null;
  const step = { j: 1, k: -1 } as const;
  return key === 'j' || key === 'k' ? step[key] : null;
}
