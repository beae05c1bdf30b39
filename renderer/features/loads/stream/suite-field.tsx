/** What every batch is checked with: a suite this workspace knows, or one from a file. */
import { Select, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { isDeskError, type DeskError } from '../../../../electron/contract/errors.ts';
import { useEngine, useQuestion } from '../../../engine/engine-context.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { formatCounted } from '../../../ui/format.ts';
import { TextFileButton } from '../../../ui/text-file-button.tsx';
import { expectationCount } from '../../checks/check-words.ts';
import { suiteFile, suiteText } from '../../checks/suite-text.ts';
import { FormSection } from './form-section.tsx';
import type { FormPart } from './stream-form.tsx';
import classes from './stream-form.module.css';

const builtinValue = 'built in';
const fileValue = 'file';

export function SuiteField({ draft: { suite }, set }: FormPart): ReactNode {
  const link = useEngine();
  const known = useQuestion('suite.list', {});
  const builtin = useQuestion('suite.builtin', {});
  const [error, setError] = useState<DeskError | null>(null);
  const [warnings, setWarnings] = useState(0);
  const builtinText = builtin.data === undefined ? undefined : suiteText(builtin.data);
  const parsed = useQuestion(
    'suite.parse',
    { text: suite?.text ?? builtinText ?? '' },
    {
      enabled: builtinText !== undefined,
      keepLast: true,
    },
  );
  const choices = [
    { value: builtinValue, label: `${builtin.data?.name ?? 'bronze_validation'} · built in` },
    ...(known.data ?? []).map((each) => ({
      value: each.hash,
      label: `${each.name} ${each.hash.slice(0, 8)} · ${expectationCount(each.expectations)}`,
    })),
    ...(suite?.hash === null ? [{ value: fileValue, label: `${suite.name} · from a file` }] : []),
  ];
  const choose = async (value: string | null): Promise<void> => {
    setError(null);
    setWarnings(0);
    if (value === builtinValue || value === null) {
      set({ suite: null });
      return;
    }
    const chosen = known.data?.find(({ hash }) => hash === value);
    if (chosen === undefined) return;
    try {
      const { text } = await link.call('suite.get', { hash: value });
      set({ suite: { hash: value, text, name: chosen.name } });
    } catch (failure) {
      if (isDeskError(failure)) setError(failure);
    }
  };
  const take = async (text: string): Promise<void> => {
    try {
      const { suite: found, warnings: odd, corrected } = await link.call('suite.parse', { text });
      setError(null);
      setWarnings(odd.length);
      set({ suite: { hash: null, text: corrected ?? text, name: found.name } });
    } catch (failure) {
      if (isDeskError(failure)) setError(failure);
    }
  };
  return (
    <FormSection title="Checks">
      <Select
        label="Suite"
        className={classes['wide'] ?? ''}
        data={choices}
        value={suite === null ? builtinValue : (suite.hash ?? fileValue)}
        allowDeselect={false}
        onChange={(value) => void choose(value)}
      />
      <div className={classes['target']}>
        <TextFileButton
          kind={suiteFile}
          label="Suite file"
          accept=".json,application/json"
          button={{ size: 'compact-xs' }}
          onRead={(file) => void take(file.text)}
          onRefused={setError}
        >
          From a file…
        </TextFileButton>
        {parsed.data !== undefined && (
          <Text size="xs" c="dimmed">
            {expectationCount(parsed.data.sentences.length)}
            {warnings > 0 && `; ${formatCounted(warnings, 'fault')} of the file mended`}
          </Text>
        )}
      </div>
      {error !== null && (
        <div className={classes['wide']}>
          <ErrorNotice error={error} actions={[{ label: 'Close', run: () => setError(null) }]} />
        </div>
      )}
      {parsed.data !== undefined && (
        <ul className={classes['sentences']} aria-label="What the suite says">
          {parsed.data.sentences.slice(0, 4).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {parsed.data.sentences.length > 4 && <li>and {parsed.data.sentences.length - 4} more</li>}
        </ul>
      )}
    </FormSection>
  );
}
