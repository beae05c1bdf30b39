/**
 * The choices of one facet with how many records each would show; the chosen one stands out and is given up again by a
 * second press. One stop of the Tab key: the arrows go through the choices.
 */
import { Text } from '@mantine/core';
import { useRovingIndex } from '@mantine/hooks';
import type { MouseEvent, ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import classes from './facets.module.css';

export interface FacetChoice {
  readonly id: string;
  readonly content: ReactNode;
  /** Null where it is not known without looking at every record. */
  readonly count: number | null;
  readonly chosen: boolean;
}

interface FacetListProps {
  readonly label: string;
  readonly aside?: ReactNode;
  readonly choices: readonly FacetChoice[];
  /** `more`: beside what is chosen already (Ctrl or Shift held). */
  readonly onChoose: (id: string, more: boolean) => void;
  readonly empty?: string | undefined;
  readonly children?: ReactNode;
}

export function FacetList({ label, aside, choices, onChoose, empty, children }: FacetListProps): ReactNode {
  const { getItemProps } = useRovingIndex({ total: choices.length, orientation: 'vertical', loop: false });
  return (
    <section className={classes['facet']} aria-label={label}>
      <h3 className={classes['title']}>
        {label}
        {aside}
      </h3>
      {children}
      {choices.length === 0 && empty !== undefined && (
        <Text size="xs" c="dimmed">
          {empty}
        </Text>
      )}
      <ul className={classes['choices']}>
        {choices.map(({ id, content, count, chosen }, index) => (
          <li key={id}>
            <button
              type="button"
              className={classes['choice']}
              aria-pressed={chosen}
              {...getItemProps({
                index,
                onClick: (event: MouseEvent) => onChoose(id, event.ctrlKey || event.metaKey || event.shiftKey),
              })}
            >
              <span className={classes['content']}>{content}</span>
              <span className={classes['count']}>{count !== null && formatCount(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
