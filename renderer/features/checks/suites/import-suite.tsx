/** A suite from a Great Expectations file or from the clipboard: what is odd in it, what is wrong, and what it says. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import type { SuiteWarning } from '../../../../electron/contract/check.ts';
import type { Authorship } from '../../../../electron/contract/words.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { sentenceOf } from '../../../ui/error-notice.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextFileButton } from '../../../ui/text-file-button.tsx';
import { readTextFile } from '../../../ui/text-file.ts';
import type { ChangedSuite, Check } from '../use-check.ts';
import { suiteFile } from '../suite-text.ts';
import { SuiteChoice } from './suite-choice.tsx';
import { SuitePreview } from './suite-preview.tsx';
import { SuiteProblems } from './suite-problems.tsx';
import classes from './suites.module.css';

interface ImportSuiteProps {
  readonly isFirstCheck: boolean;
  readonly check: Check;
  readonly onUse: (changed: ChangedSuite) => void;
  readonly onClose: () => void;
}

export function ImportSuite({ isFirstCheck, check, onUse, onClose }: ImportSuiteProps): ReactNode {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [settled] = useDebouncedValue(text, 200);
  const parsed = useQuestion('suite.parse', { text: settled }, { enabled: settled.trim() !== '' });
  const current = settled === text && text.trim() !== '';
  const suite = current ? parsed.data : undefined;
  const use = suite === undefined ? undefined : (signed?: Authorship): void => onUse({ suite: text, signed });

  const take = (read: string): void => {
    setRefusal(null);
    setText(read);
  };
  const refuse = (error: unknown): void => setRefusal(sentenceOf(error));
  const drop = (event: DragEvent): void => {
    // The window would take it for a source to load.
    event.preventDefault();
    event.stopPropagation();
    const file = event.dataTransfer.files.item(0);
    if (file !== null) readTextFile(file, suiteFile).then(take, refuse);
  };
  return (
    <SuiteChoice isFirstCheck={isFirstCheck} check={check} onUse={use} onClose={onClose}>
      <div onDrop={drop} onDragOver={(event) => event.preventDefault()}>
        <Group mb="xs">
          <TextFileButton
            kind={suiteFile}
            label="Suite file"
            accept=".json,application/json"
            onRead={(file) => take(file.text)}
            onRefused={refuse}
          >
            Choose a file…
          </TextFileButton>
          <Text size="sm" c="dimmed">
            or drop it here, or paste its text below. Files of every generation of Great Expectations are read.
          </Text>
        </Group>
        {refusal !== null && (
          <Notice tone="bad" icon={IconX} role="alert">
            {refusal}
          </Notice>
        )}
        <div className={classes['columns']}>
          <Textarea
            ref={input}
            aria-label="The suite’s JSON"
            placeholder={'{ "name": "…", "expectations": [ … ] }'}
            rows={18}
            spellCheck={false}
            classNames={{ input: classes['json'] ?? '' }}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            data-autofocus
          />
          <div className={classes['findings']} role="status">
            {suite !== undefined && suite.warnings.length > 0 && (
              <Warnings
                warnings={suite.warnings}
                onGo={(warning) => goTo(input.current, warning)}
                {...(suite.corrected === null ? {} : { onCorrect: () => setText(suite.corrected ?? text) })}
              />
            )}
            {suite !== undefined && <SuitePreview name={suite.suite.name} sentences={suite.sentences} />}
            {current && parsed.error !== null && (
              <SuiteProblems error={parsed.error} onGo={(place) => goTo(input.current, place)} />
            )}
            {text.trim() === '' && (
              <Text c="dimmed">What the suite asks for is shown here in words before it is used.</Text>
            )}
          </div>
        </div>
      </div>
    </SuiteChoice>
  );
}

interface WarningsProps {
  readonly warnings: readonly SuiteWarning[];
  readonly onGo: (warning: SuiteWarning) => void;
  readonly onCorrect?: () => void;
}

function Warnings({ warnings, onGo, onCorrect }: WarningsProps): ReactNode {
  return (
    <Notice tone="warn" icon={IconAlertTriangle} role="note">
      <Text fw={600}>It can be used, but look at this</Text>
      <ul className={classes['lines']}>
        {warnings.map((warning) => (
          <li key={`${warning.line}:${warning.column}`}>
            <button type="button" className={classes['place']} onClick={() => onGo(warning)}>
              Line {warning.line}, column {warning.column}
            </button>{' '}
            {warning.message}
          </li>
        ))}
      </ul>
      {onCorrect !== undefined && (
        <Button variant="default" size="compact-xs" mt="xs" onClick={onCorrect}>
          Take the corrected text
        </Button>
      )}
    </Notice>
  );
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Puts the cursor there; both count from 1. */
function goTo(input: HTMLTextAreaElement | null, { line, column }: Place): void {
  if (input === null) return;
  const before = input.value.split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  input.focus();
  input.setSelectionRange(offset, offset + 1);
  input.scrollTop = (input.scrollHeight / Math.max(1, input.value.split('\n').length)) * Math.max(0, line - 4);
}
