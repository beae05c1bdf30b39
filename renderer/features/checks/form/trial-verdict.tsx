/** What an expectation would find in the load, counted while the form is filled in. Its place never changes its size. */
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { JsonObject, Trial } from '../../../../electron/contract/check.ts';
import { isDeskError, type DeskError } from '../../../../electron/contract/errors.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { sentenceOf } from '../../../ui/error-notice.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { countWords, observedWords } from '../check-words.ts';
import classes from './trial-verdict.module.css';

interface TrialVerdictProps {
  readonly load: string;
  /** Null while the form does not hold an expectation that can be tried. */
  readonly expectation: { readonly type: string; readonly kwargs: JsonObject } | null;
}

const settleMs = 250;

export function TrialVerdict({ load, expectation }: TrialVerdictProps): ReactNode {
  // Compared as text: an equal expectation in a new object has been tried already.
  const wanted = expectation === null ? null : JSON.stringify(expectation);
  const [settled] = useDebouncedValue(wanted, settleMs);
  const asked = (settled === null ? null : JSON.parse(settled)) as TrialVerdictProps['expectation'];
  // A question nobody waits for any more is cancelled in the engine.
  const { data, error, isPlaceholderData, isFetching } = useQuestion(
    'check.try',
    { load, expectation: asked ?? { type: 'none', kwargs: {} } },
    { enabled: asked !== null, keepLast: true },
  );
  const waiting = wanted !== settled || isFetching;
  const trial = wanted === null || error !== null ? undefined : data;
  return (
    <section
      className={classes['verdict']}
      aria-label="What it would find"
      data-waiting={waiting && trial !== undefined}
    >
      <Text size="xs" c="dimmed" component="h3">
        What it would find in this load
      </Text>
      <div role="status" aria-busy={waiting}>
        {wanted === null ? (
          <Text c="dimmed">
            Fill in what is needed, and the rows that fail are counted here before anything is saved.
          </Text>
        ) : trial !== undefined ? (
          <Found trial={trial} />
        ) : error !== null && !waiting ? (
          <Refused error={error} />
        ) : (
          <Text c="dimmed">Counting…</Text>
        )}
      </div>
      {trial !== undefined && (waiting || isPlaceholderData) && (
        <Text size="xs" c="dimmed" className={classes['again'] ?? ''}>
          Counting again…
        </Text>
      )}
    </section>
  );
}

function Found({ trial }: { trial: Trial }): ReactNode {
  const { sentence, success, could_not_run: reason, evaluated, unexpected, examples, observed } = trial;
  if (reason !== null) {
    return (
      <>
        <Heading outcome="warn">It could not run</Heading>
        <Text>{reason.why}</Text>
        <Text>{reason.what_to_do}</Text>
      </>
    );
  }
  const counted = evaluated !== null && unexpected !== null;
  return (
    <>
      <Heading outcome={success ? 'good' : 'bad'}>
        {counted ? countWords(unexpected, evaluated) : success ? 'It holds' : 'It does not hold'}
      </Heading>
      <Text className={classes['sentence'] ?? ''}>{sentence}</Text>
      {counted && success && unexpected > 0 && <Text>Few enough: the expectation as a whole passes.</Text>}
      {observed !== null && (
        <Text>
          Observed: <span className="mono">{observedWords(observed)}</span>
        </Text>
      )}
      {examples.length > 0 && (
        <>
          <Text size="xs" c="dimmed" mt="xs">
            The most frequent that fail
          </Text>
          <ul className={classes['examples']}>
            {examples.map((example, index) => (
              <li key={index}>
                <VisibleText text={example} oneLine />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Heading({ outcome, children }: { outcome: 'good' | 'bad' | 'warn'; children: ReactNode }): ReactNode {
  const Picture = { good: IconCheck, bad: IconX, warn: IconAlertTriangle }[outcome];
  return (
    <p className={classes['heading']} data-outcome={outcome}>
      <Picture size={16} aria-hidden /> {children}
    </p>
  );
}

function Refused({ error }: { error: DeskError }): ReactNode {
  return <Text c={isDeskError(error, 'SUITE_INVALID') ? 'dimmed' : 'red'}>{sentenceOf(error)}</Text>;
}
