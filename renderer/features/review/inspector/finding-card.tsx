/** One finding in words: the rule, the value with what fails marked, and what would make it pass. */
import { Button, Kbd, VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Finding } from '../../../../electron/contract/record.ts';
import { formatCount, formatDay } from '../../../ui/format.ts';
import { sentenceOf } from '../../../ui/error-notice.tsx';
import { VisibleText, type Mark } from '../../../ui/visible-text.tsx';
import { WordDiff } from '../../../ui/word-diff.tsx';
import classes from './finding-card.module.css';
import type { FindingSuggestions, NumberedSuggestion } from './use-suggestions.ts';

interface FindingCardProps {
  readonly finding: Finding;
  readonly marks: readonly Mark[];
  readonly found?: FindingSuggestions | undefined;
  readonly onApply: (chosen: NumberedSuggestion) => void;
}

/** A longer value stands in the document below, with the same marks. */
const longestShown = 300;

export function FindingCard({ finding, marks, found, onApply }: FindingCardProps): ReactNode {
  const { sentence, expectation, value, waived, waived_until: until, column } = finding;
  const Picture = waived ? IconCircleCheck : IconAlertCircle;
  return (
    <li className={classes['card']} data-waived={waived}>
      <h3 className={classes['sentence']}>
        <Picture size={15} stroke={1.8} aria-hidden />
        {sentence === '' ? expectation : sentence}
      </h3>
      {waived ? (
        <p className={classes['note']}>
          Waived: accepted as it is{until === undefined ? '' : `, until ${formatDay(until)}`}. The history says by whom
          and why.
        </p>
      ) : null}
      {value !== null && value.length > longestShown ? (
        <p className={classes['note']}>
          Its {formatCount(value.length)} characters stand below, under {column}.
        </p>
      ) : (
        <p className={classes['value']}>
          <VisibleText text={value} marks={marks} />
        </p>
      )}
      {found !== undefined && <Suggestions value={value} found={found} onApply={onApply} />}
    </li>
  );
}

interface SuggestionsProps {
  readonly value: string | null;
  readonly found: FindingSuggestions;
  readonly onApply: (chosen: NumberedSuggestion) => void;
}

function Suggestions({ value, found: { suggestions, waiting, error }, onApply }: SuggestionsProps): ReactNode {
  if (error !== null) return <p className={classes['note']}>No suggestions: {sentenceOf(error)}</p>;
  if (waiting) return <p className={classes['waiting']}>Trying values that would pass…</p>;
  if (suggestions.length === 0) return null;
  return (
    <ul className={classes['suggestions']} aria-label="Suggestions">
      {suggestions.map((chosen) => {
        const { suggestion, number } = chosen;
        return (
          <li key={number} className={classes['suggestion']}>
            <span>
              <WordDiff before={value} after={suggestion.value} />
              <span className={classes['origin']}>
                clears {formatCount(suggestion.clears)} of {formatCount(suggestion.of)} · {suggestion.words}
              </span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              {...(number <= 5 ? { rightSection: <Kbd>{number}</Kbd> } : {})}
              onClick={() => onApply(chosen)}
            >
              Apply<VisuallyHidden> suggestion {number > 5 && number}</VisuallyHidden>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
