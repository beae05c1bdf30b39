/** What the grid shows, in words, each criterion with a way to take it away. */
import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Condition, Family } from '../../../electron/contract/record.ts';
import { fileName, formatCount, formatCounted } from '../../ui/format.ts';
import { stateWords } from '../../ui/state-badge.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import classes from './review.module.css';
import { withConditions, withFiles, without, withSearch, withStates } from './filter-edits.ts';
import type { ReviewFilter } from './review-filter.ts';

interface FilterChipsProps {
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
  readonly family: Family | undefined;
  /** An expectation's sentence by its key. */
  readonly sentences: ReadonlyMap<string, string>;
  readonly files: readonly { readonly file: number; readonly path: string }[];
}

interface Chip {
  readonly id: string;
  readonly what: string;
  readonly value: ReactNode;
  readonly without: ReviewFilter;
}

export function FilterChips(props: FilterChipsProps): ReactNode {
  const chips = chipsOf(props);
  return (
    <ul className={classes['chips']} aria-label="Filters">
      {chips.map(({ id, what, value, without }) => (
        <li key={id} className={classes['chip']}>
          <span>{what}</span> <b>{value}</b>
          <CloseButton
            size={18}
            iconSize={12}
            aria-label={`Remove the filter ${what}`}
            onClick={() => props.onFilter(without)}
          />
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button variant="subtle" size="compact-xs" onClick={() => props.onFilter({})}>
            Clear all
          </Button>
        </li>
      )}
    </ul>
  );
}

function chipsOf({ filter, family, sentences, files }: FilterChipsProps): Chip[] {
  const chips: Chip[] = [];
  if (filter.states !== undefined) {
    const words = filter.states.map((state) => stateWords[state]).join(', ');
    chips.push({ id: 'state', what: 'State', value: words, without: withStates(filter, []) });
  }
  if (filter.record_ids !== undefined) {
    const value = formatCounted(filter.record_ids.length, 'record');
    chips.push({ id: 'records', what: 'Only', value, without: without(filter, 'record_ids') });
  }
  if (filter.expectation !== undefined) {
    const words = sentences.get(filter.expectation) ?? 'one expectation';
    chips.push({ id: 'expectation', what: 'Fails', value: words, without: without(filter, 'expectation') });
  }
  if (filter.family !== undefined) {
    const value = family === undefined ? 'no longer here' : <Shown text={family.value} />;
    chips.push({ id: 'family', what: 'Family', value, without: without(filter, 'family') });
  }
  for (const [index, condition] of (filter.where ?? []).entries()) {
    const others = (filter.where ?? []).filter((_, each) => each !== index);
    chips.push({
      id: `where ${index}`,
      what: whatOf(condition),
      value: condition.value === undefined ? '' : <Shown text={condition.value} />,
      without: withConditions(filter, others),
    });
  }
  if (filter.files !== undefined) {
    const names = filter.files.map((file) => fileName(files.find((each) => each.file === file)?.path ?? ''));
    chips.push({ id: 'files', what: 'Source file', value: names.join(', '), without: withFiles(filter, []) });
  }
  if (filter.search !== undefined) {
    chips.push({
      id: 'search',
      what: 'Contains',
      value: <Shown text={filter.search} />,
      without: withSearch(filter, ''),
    });
  }
  return chips;
}

const whatOf = ({ column, operator }: Condition): string => `${column} ${operator}`;

const mostCharacters = 60;

function Shown({ text }: { text: string | null }): ReactNode {
  const rest = (text?.length ?? 0) - mostCharacters;
  return (
    <span className={classes['value']}>
      <VisibleText text={text === null ? null : text.slice(0, mostCharacters)} oneLine />
      {rest > 0 && ` and ${formatCount(rest)} more characters`}
    </span>
  );
}
