/** One expectation: its sentence, how far it holds, how it stood before, and the way to the rows that fail. */
import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../../ui/format.ts';
import type { CheckRow } from './check-rows.ts';
import {
  atCheckWords,
  kindWords,
  lastTimeWords,
  notesText,
  observedWords,
  severityWords,
  verdictWords,
} from './check-words.ts';
import classes from './expectation-list.module.css';
import { OutcomeMark } from './outcome-mark.tsx';
import { useAsNow, useToReview } from './use-to-review.ts';

export interface RowProps {
  readonly row: CheckRow;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly keepElement: (element: HTMLElement | null) => void;
}

interface ExpectationRowProps extends RowProps {
  readonly load: string;
  readonly onShowRows: () => void;
}

export function ExpectationRow(props: ExpectationRowProps): ReactNode {
  const { load, row, isSelected, onSelect, keepElement, onShowRows } = props;
  const now = useAsNow(load, row);
  const { sentence, outcome, counts, observed } = now;
  const failing = row.counts?.failing ?? 0;
  const toReview = useToReview(load, row);
  const about = aboutWords(row);
  return (
    <div
      ref={keepElement}
      role="row"
      aria-selected={isSelected}
      tabIndex={isSelected ? 0 : -1}
      className={classes['row']}
      onFocus={onSelect}
      onClick={onSelect}
    >
      <div role="gridcell">
        <OutcomeMark outcome={outcome} />
      </div>
      <div role="gridcell">
        <span className={classes['sentence']}>{sentence}</span>
        {about !== '' && <span className={classes['about']}>{about}</span>}
      </div>
      <div role="gridcell" className={classes['verdict']} data-outcome={outcome}>
        {counts !== null && counts.evaluated > 0 && <PassBar failing={counts.failing} evaluated={counts.evaluated} />}
        {verdictWords(now)}
        {counts?.failing !== row.counts?.failing && (
          <span className={classes['about']}>{atCheckWords(failing, row.trend.at(-1)?.at)}</span>
        )}
        {counts === null && observed !== null && (
          <span className={classes['about']}>
            observed <span className="mono">{observedWords(observed)}</span>
          </span>
        )}
      </div>
      <div role="gridcell" className={classes['act']}>
        {failing > 0 && (
          <Button
            variant="default"
            size="compact-xs"
            tabIndex={isSelected ? 0 : -1}
            aria-label={`${wayWords(failing, toReview)}: ${sentence}`}
            onClick={onShowRows}
          >
            {wayWords(failing, toReview)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What is behind the button: fewer rows than failed at the check once some have been decided. */
function wayWords(failing: number, toReview: number | undefined): string {
  if (toReview === undefined) return `${formatCount(failing)} failing`;
  return toReview === 0 ? 'All decided' : `${formatCounted(toReview, 'row')} to review`;
}

/** A few rows among thousands would be too thin to see. */
const leastShown = 2;

function PassBar({ failing, evaluated }: { failing: number; evaluated: number }): ReactNode {
  const share = (100 * (evaluated - failing)) / evaluated;
  return (
    <Progress.Root size={5} mb={4} transitionDuration={0}>
      <Progress.Section
        value={failing === 0 ? 100 : Math.min(share, 100 - leastShown)}
        color="var(--desk-good)"
        aria-label="Share of rows that pass"
        aria-valuetext={`${share.toFixed(1)} % pass`}
      />
      <Progress.Section
        value={failing === 0 ? 0 : Math.max(leastShown, 100 - share)}
        color="var(--desk-bad)"
        withAria={false}
      />
    </Progress.Root>
  );
}

function aboutWords(row: CheckRow): string {
  const { kind, config } = row;
  return [
    config.severity === undefined ? null : severityWords[config.severity],
    kind === 'row-over-table' ? kindWords[kind] : null,
    lastTimeWords(row),
    notesText(config.notes) === '' ? null : notesText(config.notes),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
