/** The suites of this workspace: the built-in one, and every one a load was checked with. An earlier one undoes a change. */
import { Radio, ScrollArea, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Authorship } from '../../../../electron/contract/words.ts';
import { useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCounted, formatTime } from '../../../ui/format.ts';
import { expectationCount } from '../check-words.ts';
import { suiteText } from '../suite-text.ts';
import type { ChangedSuite, Check } from '../use-check.ts';
import { SuiteChoice } from './suite-choice.tsx';
import { SuitePreview } from './suite-preview.tsx';
import classes from './suites.module.css';

interface KnownSuitesProps {
  readonly current: string | undefined;
  readonly check: Check;
  readonly onUse: (changed: ChangedSuite) => void;
  readonly onClose: () => void;
}

interface Choice {
  readonly hash: string;
  readonly name: string;
  readonly about: string;
}

export function KnownSuites({ current, check, onUse, onClose }: KnownSuitesProps): ReactNode {
  const known = useQuestion('suite.list', {});
  const builtin = useQuestion('suite.builtin', {});
  const builtinText = builtin.data === undefined ? undefined : suiteText(builtin.data);
  const parsed = useQuestion('suite.parse', { text: builtinText ?? '' }, { enabled: builtinText !== undefined });
  const builtinHash = parsed.data?.hash;
  const [picked, setPicked] = useState(current);
  const hash = picked ?? builtinHash;
  const isBuiltin = hash === builtinHash;
  const earlier = useQuestion('suite.get', { hash: hash ?? '' }, { enabled: hash !== undefined && !isBuiltin });
  const error = known.error ?? builtin.error ?? parsed.error ?? earlier.error;
  if (error !== null) return <ErrorNotice error={error} />;
  if (known.data === undefined || parsed.data === undefined) return null;

  const used = known.data.map((each): Choice => ({
    hash: each.hash,
    name: each.name,
    about: [
      each.hash === current ? 'this load’s suite' : null,
      each.hash === builtinHash ? 'built in' : null,
      expectationCount(each.expectations),
      `first used ${formatTime(each.first_used_at)}`,
      each.loads === 0 ? 'no load uses it now' : `in use by ${formatCounted(each.loads, 'load')}`,
    ]
      .filter((part) => part !== null)
      .join(' · '),
  }));
  const unused: Choice = {
    hash: parsed.data.hash,
    name: parsed.data.suite.name,
    about: `built in · ${expectationCount(parsed.data.suite.expectations.length)} · not used yet`,
  };
  const choices = used.some((each) => each.hash === builtinHash) ? used : [...used, unused];
  const shown = isBuiltin ? parsed.data : earlier.data;
  const text = isBuiltin ? builtinText : earlier.data?.text;
  const use = text === undefined ? undefined : (signed?: Authorship): void => onUse({ suite: text, signed });
  return (
    <SuiteChoice isFirstCheck={current === undefined} check={check} onUse={use} onClose={onClose}>
      <div className={classes['columns']}>
        <ScrollArea.Autosize mah={360} type="auto">
          <Radio.Group
            label="Known suites, the newest first"
            className={classes['choices'] ?? ''}
            value={hash ?? null}
            onChange={setPicked}
          >
            {choices.map((choice) => (
              <Radio.Card
                key={choice.hash}
                value={choice.hash}
                aria-label={`${choice.name}, ${choice.about}`}
                className={classes['choice'] ?? ''}
                p="xs"
                autoFocus={choice.hash === (current ?? builtinHash)}
                data-autofocus={choice.hash === (current ?? builtinHash) || undefined}
              >
                <Radio.Indicator size="xs" />
                <div>
                  <Text fw={500}>
                    {choice.name} <span className={classes['hash']}>{choice.hash.slice(0, 8)}</span>
                  </Text>
                  <Text size="xs" c="dimmed">
                    {choice.about}
                  </Text>
                </div>
              </Radio.Card>
            ))}
          </Radio.Group>
        </ScrollArea.Autosize>
        {shown !== undefined && <SuitePreview name={shown.suite.name} sentences={shown.sentences} />}
      </div>
    </SuiteChoice>
  );
}
