/** Taking in a topic: where it is, how it is reached, how it is cut into batches, what is checked, and where it goes. */
import { Button, Kbd, Text } from '@mantine/core';
import { readLocalStorageValue, useLocalStorage } from '@mantine/hooks';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useActor } from '../../../app/actor.tsx';
import { useCommands } from '../../../app/commands.tsx';
import { useShell } from '../../../shell/shell-context.tsx';
import { SignedBy } from '../../../ui/signed-by.tsx';
import { BatchFields } from './batch-fields.tsx';
import { BeginningNotice } from './beginning-notice.tsx';
import { BronzeFields } from './bronze-fields.tsx';
import { BrokerFields } from './broker-fields.tsx';
import { SecurityFields } from './security-fields.tsx';
import {
  consumeInput,
  draftFrom,
  problemsOf,
  rememberedOf,
  rememberedSchema,
  type Draft,
  type Problems,
  type Remembered,
} from './stream-draft.ts';
import formClasses from '../intake-form.module.css';
import classes from './stream-form.module.css';
import { useStreams } from './streams-context.tsx';
import { SuiteField } from './suite-field.tsx';

/** What each part of the form is given. */
export interface FormPart {
  readonly draft: Draft;
  readonly problems: Problems;
  readonly set: (changed: Partial<Draft>) => void;
}

export function StreamForm(): ReactNode {
  const { info } = useShell();
  const { name } = useActor();
  const { memory, beginning, show } = useStreams();
  const [remembered, remember] = useLocalStorage<Remembered | null>({
    key: `bronze-desk.stream-form.${info.workspace}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const bronzeKey = `bronze-desk.bronze-folder.${info.workspace}`;
  const [draft, setDraft] = useState<Draft>(() => ({
    ...draftFrom(
      rememberedSchema.nullable().catch(null).parse(remembered),
      readLocalStorageValue<string | null>({ key: bronzeKey }) ?? null,
    ),
    ...memory.recall(),
  }));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useId();
  const problems = problemsOf(draft);
  const shown = tried ? problems : {};
  const busy = beginning.stage === 'asked';
  useEffect(() => memory.keep(draft), [memory, draft]);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const leave = (): void => show({ view: 'none' });

  const submit = (): void => {
    if (busy) return;
    setTried(true);
    beginning.forget();
    if (Object.keys(problems).length > 0 || name === '') {
      // Once they stand beside their fields.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    remember(rememberedOf(draft));
    beginning.begin(consumeInput(draft, name));
  };
  useCommands([
    { id: 'stream.begin', label: 'Take it in', group: 'Stream', keys: 'mod+Enter', whileTyping: true, run: submit },
    { id: 'stream.leave', label: 'Back to the loads', group: 'Stream', keys: 'Escape', run: leave },
  ]);
  /** From within a field too, where commands without Ctrl are typing. What was typed stays. */
  const leaveByEscape = (event: KeyboardEvent): void => {
    const { key, nativeEvent, target } = event;
    // An open list is closed by it, and marks its field for as long.
    const isList = target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true';
    if (key !== 'Escape' || nativeEvent.isComposing || isList) return;
    event.preventDefault();
    leave();
  };
  const part: FormPart = {
    draft,
    problems: shown,
    set: (changed) => setDraft((before) => ({ ...before, ...changed })),
  };
  return (
    <form
      ref={form}
      className={formClasses['view']}
      aria-labelledby={heading}
      noValidate
      autoComplete="off"
      onKeyDown={leaveByEscape}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={formClasses['head']}>
        <h1 id={heading}>Take in a topic</h1>
        <Text size="sm" c="dimmed">
          Messages come in by batches. Each batch is a load: checked, set aside where it fails, published where it
          passes.
        </Text>
      </div>
      <div className={classes['scroll']}>
        <div className={classes['columns']}>
          <div className={classes['column']}>
            <BrokerFields {...part} />
            <SecurityFields {...part} />
          </div>
          <div className={classes['column']}>
            <BatchFields {...part} />
            <SuiteField {...part} />
            <BronzeFields {...part} />
          </div>
        </div>
      </div>
      <BeginningNotice beginning={beginning} part={part} onAgain={submit} />
      <div className={formClasses['bar']}>
        <Button type="submit" size="sm" disabled={busy} rightSection={<Kbd>Ctrl ↵</Kbd>}>
          Take it in
        </Button>
        <Button variant="default" size="sm" onClick={leave} rightSection={<Kbd>Esc</Kbd>}>
          Back to the loads
        </Button>
        {tried && Object.keys(problems).length > 0 && (
          <Text size="sm" role="status" className={classes['wrong'] ?? ''}>
            {wrongWords(Object.keys(problems).length)}
          </Text>
        )}
        <span className={formClasses['signed']}>
          <SignedBy beside="every batch" />
        </span>
      </div>
    </form>
  );
}

const wrongWords = (count: number): string =>
  count === 1 ? 'One thing is missing or wrong: see above.' : `${count} things are missing or wrong: see above.`;
