/** The chosen expectation in full: its arguments, what it saw, values that fail, how it stood before. */
import { Button, Group, Kbd, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { JsonValue } from '../../../electron/contract/check.ts';
import { formatCount } from '../../ui/format.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import type { CheckRow } from './check-rows.ts';
import { kindWords, notesText, observedWords, severityWords, verdictWords } from './check-words.ts';
import classes from './expectation-inspector.module.css';
import { OutcomeMark } from './outcome-mark.tsx';
import { Trend } from './trend.tsx';
import { useAsNow, useToReview } from './use-to-review.ts';

interface ExpectationInspectorProps {
  readonly load: string;
  readonly row: CheckRow;
  readonly onShowRows: () => void;
  /** Left out while it cannot be done. */
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}

export function ExpectationInspector(props: ExpectationInspectorProps): ReactNode {
  const { load, row, onShowRows, onEdit, onRemove } = props;
  const { config, counts, observed, reason, examples } = row;
  const toReview = useToReview(load, row);
  const now = useAsNow(load, row);
  const notes = notesText(config.notes);
  return (
    <div className={classes['inspector']}>
      <Title order={2}>{row.sentence}</Title>
      <Text className={classes['verdict'] ?? ''}>
        <OutcomeMark outcome={now.outcome} /> {verdictWords(now)}
      </Text>
      {reason !== null && (
        <Text>
          {reason.why} {reason.whatToDo}
        </Text>
      )}
      {toReview !== undefined && counts !== null && toReview !== counts.failing && (
        <Text>
          Of the {formatCount(counts.failing)} that failed at the check, {formatCount(toReview)} still wait for a
          decision.
        </Text>
      )}
      <Group gap={6}>
        {counts !== null && counts.failing > 0 && (
          <Button size="compact-sm" variant="default" onClick={onShowRows} rightSection={<Kbd>↵</Kbd>}>
            Show rows
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={onEdit === undefined}
          onClick={onEdit}
          rightSection={<Kbd>E</Kbd>}
        >
          Edit…
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={onRemove === undefined}
          onClick={onRemove}
          rightSection={<Kbd>Del</Kbd>}
        >
          Remove…
        </Button>
      </Group>
      {notes !== '' && <Text className={classes['notes'] ?? ''}>{notes}</Text>}
      <dl className={classes['facts']}>
        <Fact name="About">{kindWords[row.kind]}</Fact>
        {config.severity !== undefined && <Fact name="Severity">{severityWords[config.severity]}</Fact>}
        {observed !== null && (
          <Fact name="Observed">
            <span className="mono">{observedWords(observed)}</span>
          </Fact>
        )}
        <Fact name="Expectation">
          <span className="mono">{config.type}</span>
        </Fact>
        {Object.entries(config.kwargs).map(([name, value]) => (
          <Fact key={name} name={name}>
            <Argument value={value} />
          </Fact>
        ))}
      </dl>
      {examples.length > 0 && (
        <section>
          <Title order={3}>Values that fail, the most frequent first</Title>
          <ol className={classes['examples']} tabIndex={0} aria-label="Values that fail">
            {examples.map(({ value, count }, index) => (
              <li key={index}>
                <span className="mono">
                  <VisibleText text={value} oneLine />
                </span>
                <span>{formatCount(count)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Trend trend={row.trend} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Argument({ value }: { value: JsonValue }): ReactNode {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
    return (
      <ul className={classes['values']}>
        {value.map((each, index) => (
          <li key={index} className="mono">
            <VisibleText text={each} oneLine />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <span className="mono">
      <VisibleText text={typeof value === 'string' ? value : JSON.stringify(value)} />
    </span>
  );
}
