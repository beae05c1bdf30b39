/** Failures that are one decision: the same rule failed by the same value. */
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Family } from '../../../../electron/contract/record.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { failingMarks } from '../../../grid/failing-characters.ts';
import type { Rules } from '../../../grid/grid-cell.tsx';
import { withFamily, without } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import classes from './facets.module.css';
import type { Families } from './use-families.ts';

interface FamilyListProps {
  readonly families: Families;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
  readonly rules: Rules;
}

const shownAtFirst = 6;

export function FamilyList({
  families: { families, total, error, askAgain },
  filter,
  onFilter,
  rules,
}: FamilyListProps): ReactNode {
  const [all, setAll] = useState(false);
  const most = families[0]?.records ?? 1;
  const shown = all
    ? families
    : families.filter((each, index) => index < shownAtFirst || each.family === filter.family);
  return (
    <section aria-label="Families">
      <h3 className={classes['heading']}>
        Families
        <span>{formatCounted(total, 'cause')}</span>
      </h3>
      {error !== null && <ErrorNotice error={error} actions={[{ label: 'Ask again', run: askAgain }]} />}
      <ul className={classes['families']}>
        {shown.map((family) => (
          <li key={family.family}>
            <FamilyButton
              family={family}
              share={family.records / most}
              chosen={family.family === filter.family}
              rules={rules}
              onChoose={() =>
                onFilter(
                  family.family === filter.family ? without(filter, 'family') : withFamily(filter, family.family),
                )
              }
            />
          </li>
        ))}
      </ul>
      {families.length === 0 && error === null && (
        <Text size="xs" c="dimmed" px={14} pb={10}>
          Nothing fails among these records.
        </Text>
      )}
      {families.length > shown.length && (
        <Button variant="subtle" size="compact-xs" mx={10} mb={8} onClick={() => setAll(true)}>
          Show {formatCount(families.length - shown.length)} more
        </Button>
      )}
    </section>
  );
}

interface FamilyButtonProps {
  readonly family: Family;
  readonly share: number;
  readonly chosen: boolean;
  readonly rules: Rules;
  readonly onChoose: () => void;
}

/** Of a long value its beginning; the rows of the family show the rest. */
const valueCharacters = 120;

function FamilyButton({ family, share, chosen, rules, onChoose }: FamilyButtonProps): ReactNode {
  const { value, sentence, records, expectation_key: key } = family;
  const shown = value === null ? null : value.slice(0, valueCharacters);
  const isWhole = shown === value;
  return (
    <button type="button" className={classes['family']} aria-pressed={chosen} onClick={onChoose}>
      <span className={classes['familyValue']}>
        <span className={`${classes['content'] ?? ''} ${classes['value'] ?? ''}`}>
          <VisibleText
            text={shown}
            marks={shown === null ? [] : markedShort(failingMarks(rules.get(key), shown, isWhole), shown)}
            oneLine
          />
        </span>
        <b>{formatCount(records)}</b>
      </span>
      <span className={classes['sentence']}>{sentence}</span>
      <span className={classes['bar']} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </button>
  );
}

/** Where everything is marked nothing stands out: the sentence says it then. */
const markedShort = (marks: ReturnType<typeof failingMarks>, text: string): ReturnType<typeof failingMarks> =>
  marks.length === 1 && marks[0]?.from === 0 && marks[0].to === text.length ? [] : marks;
