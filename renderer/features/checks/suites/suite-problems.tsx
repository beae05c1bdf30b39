/** Why a suite is refused: every problem at once, each with its place. */
import { Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { suiteProblemSchema } from '../../../../electron/contract/check.ts';
import type { DeskError } from '../../../../electron/contract/errors.ts';
import { Notice } from '../../../ui/notice.tsx';
import type { Place } from './import-suite.tsx';
import classes from './suites.module.css';

interface SuiteProblemsProps {
  readonly error: DeskError;
  readonly onGo: (place: Place) => void;
}

const placeSchema = z.object({ line: z.number(), column: z.number() });
const problemsSchema = z.object({ problems: z.array(suiteProblemSchema).min(1) });

export function SuiteProblems({ error, onGo }: SuiteProblemsProps): ReactNode {
  const listed = problemsSchema.safeParse(error.details).data;
  const place = placeSchema.safeParse(error.details).data;
  return (
    <Notice tone="bad" icon={IconX} role="alert">
      <Text fw={600}>It cannot be used as it is</Text>
      {listed === undefined ? (
        <Text size="sm">{error.message}</Text>
      ) : (
        <ul className={classes['lines']}>
          {listed.problems.map(({ expectation, position, problem }, index) => (
            <li key={index}>
              <b>Expectation {position}</b> <span className="mono">{expectation}</span>: {problem}
            </li>
          ))}
        </ul>
      )}
      {place !== undefined && (
        <button type="button" className={classes['place']} onClick={() => onGo(place)}>
          Go to line {place.line}, column {place.column}
        </button>
      )}
    </Notice>
  );
}
