/** Failures that are one decision: the same rule failed by the same value. */
import { Button, Text } from '@mantine/core';
import { useRovingIndex } from '@mantine/hooks';
import { useId, useState, type ReactNode } from 'react';
import { failingMarks } from '../../../grid/failing-characters.ts';
import type { Rules } from '../../../grid/grid-cell.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import { withFamily, without } from '../filter-edits.ts';
import type { ReviewFilter } from '../review-filter.ts';
import classes from './facets.module.css';
import { FamilyButton } from './family-button.tsx';
import { groupFamilies } from './family-groups.ts';
import type { Families } from './use-families.ts';

interface FamilyListProps {
  readonly families: Families;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
  readonly rules: Rules;
}

const shownAtFirst = 8;

export function FamilyList(props: FamilyListProps): ReactNode {
  const { filter, onFilter, rules } = props;
  const { families, total, error, askAgain } = props.families;
  const [all, setAll] = useState(false);
  const id = useId();
  const most = families[0]?.records ?? 1;
  const shown = all
    ? families
    : families.filter((each, index) => index < shownAtFirst || each.family === filter.family);
  const groups = groupFamilies(shown);
  const order = groups.flatMap(({ families: members }) => members.map(({ family }) => family));
  const { getItemProps } = useRovingIndex({ total: order.length, orientation: 'vertical', loop: false });
  return (
    <section aria-label="Families">
      <h3 className={classes['heading']}>
        Families
        <span>{formatCounted(total, 'cause')}</span>
      </h3>
      {error !== null && <ErrorNotice error={error} actions={[{ label: 'Ask again', run: askAgain }]} />}
      {groups.map(({ key, sentence, families: members }, index) => (
        <div key={key} role="group" aria-labelledby={`${id}${index}`}>
          <p id={`${id}${index}`} className={classes['sentence']}>
            {sentence}
          </p>
          <ul className={classes['families']}>
            {members.map(({ family, value, records }) => (
              <li key={family}>
                <FamilyButton
                  value={value}
                  marksOf={(text, isWhole) => failingMarks(rules.get(key), text, isWhole)}
                  records={records}
                  share={records / most}
                  chosen={family === filter.family}
                  item={getItemProps({
                    index: order.indexOf(family),
                    onClick: () =>
                      onFilter(family === filter.family ? without(filter, 'family') : withFamily(filter, family)),
                  })}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
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
