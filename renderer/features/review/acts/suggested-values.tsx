/** Values that would make the records pass, to be taken by a click. */
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Finding } from '../../../../electron/contract/record.ts';
import { formatCount } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { useSuggestions } from '../inspector/use-suggestions.ts';
import classes from './suggested-values.module.css';

interface SuggestedValuesProps {
  readonly recordId: string;
  readonly findings: readonly Finding[];
  readonly chosen: string | null | undefined;
  readonly onChoose: (value: string) => void;
}

export function SuggestedValues({ recordId, findings, chosen, onChoose }: SuggestedValuesProps): ReactNode {
  const found = useSuggestions(recordId, findings).flatMap(({ suggestions }) => suggestions);
  if (found.length === 0) return null;
  return (
    <ul className={classes['suggestions']} aria-label="Suggested values">
      {found.map(({ number, suggestion: { value, clears, of, words } }) => (
        <li key={number}>
          <UnstyledButton
            className={classes['suggestion'] ?? ''}
            aria-pressed={value === chosen}
            onClick={() => onChoose(value)}
          >
            <span className={classes['value']}>
              <VisibleText text={value} />
            </span>
            <span className={classes['origin']}>
              clears {formatCount(clears)} of {formatCount(of)} · {words}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
