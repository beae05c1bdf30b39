/** One family, open or decided: its value as it fails, how many records, and how much of the work that is. */
import type { useRovingIndex } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { VisibleText, type Mark } from '../../../ui/visible-text.tsx';
import classes from './facets.module.css';

interface FamilyButtonProps {
  readonly value: string | null;
  /** Of the value's beginning, which is all that is shown of a long one. */
  readonly marksOf?: (shown: string, isWhole: boolean) => readonly Mark[];
  /** What became of it; nothing for what is still open. */
  readonly outcome?: ReactNode;
  readonly records: number;
  readonly share: number;
  readonly chosen: boolean;
  /** What a press does, and its place among those that the arrow keys go through. */
  readonly item: RovingItem;
}

export type RovingItem = Pick<
  ReturnType<ReturnType<typeof useRovingIndex>['getItemProps']>,
  'tabIndex' | 'onClick' | 'onKeyDown' | 'ref'
>;

/** Of a long value its beginning; the rows of the family show the rest. */
const valueCharacters = 120;

export function FamilyButton(props: FamilyButtonProps): ReactNode {
  const { value, marksOf, outcome, records, share, chosen, item } = props;
  const shown = value === null ? null : value.slice(0, valueCharacters);
  const marks = shown === null || marksOf === undefined ? [] : marksOf(shown, shown === value);
  return (
    <button
      type="button"
      className={classes['family']}
      data-decided={outcome !== undefined}
      aria-pressed={chosen}
      {...item}
    >
      <span className={classes['familyValue']}>
        <span className={`${classes['content'] ?? ''} ${classes['value'] ?? ''}`}>
          <VisibleText text={shown} marks={shown === null ? [] : markedShort(marks, shown)} oneLine />
        </span>
        <b>{formatCount(records)}</b>
      </span>
      {outcome !== undefined && <span className={classes['outcome']}>{outcome}</span>}
      <span className={classes['bar']} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </button>
  );
}

/** Where everything is marked nothing stands out: the sentence says it then. */
const markedShort = (marks: readonly Mark[], text: string): readonly Mark[] =>
  marks.length === 1 && marks[0]?.from === 0 && marks[0].to === text.length ? [] : marks;
