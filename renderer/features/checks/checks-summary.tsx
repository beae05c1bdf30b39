/** The head of the place: which suite, how far it holds, when it was checked and by whom, and what can be done with it. */
import { Button, Group, Kbd, Menu, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconDownload,
  IconFileImport,
  IconListSearch,
  IconPlus,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Load } from '../../../electron/contract/load.ts';
import { useActor } from '../../app/actor.tsx';
import { useEngine } from '../../engine/engine-context.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SignedBy } from '../../ui/signed-by.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { CheckButton } from './check-button.tsx';
import type { Outcome } from './check-rows.ts';
import { expectationCount } from './check-words.ts';
import classes from './checks-summary.module.css';
import { downloadSuite, type SuiteGeneration } from './download-suite.ts';
import type { Check } from './use-check.ts';
import type { CheckedSuite } from './use-checked-suite.ts';
import type { Dialog } from './use-dialogs.ts';

interface ChecksSummaryProps {
  readonly load: Load;
  readonly checked: CheckedSuite;
  readonly check: Check;
  readonly onOpen: (dialog: Dialog) => void;
}

export function ChecksSummary({ load, checked, check, onOpen }: ChecksSummaryProps): ReactNode {
  const { validation, history, suite } = checked;
  const [last] = history;
  // Whoever begins to say it must not lose the field.
  const [nameless] = useState(useActor().name === '');
  const [failure, setFailure] = useState<unknown>(null);
  return (
    <header className={classes['summary']}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes['words']}>
          <Title order={1} className={classes['name'] ?? ''}>
            {suite?.name ?? load.suite?.name}
          </Title>
          <Counts checked={checked} />
          {last !== undefined && (
            <Text size="xs" c="dimmed">
              Checked {formatTime(last.at)} by {last.actor}
            </Text>
          )}
        </div>
        <Group gap="xs" wrap="nowrap">
          <SuiteMenu checked={checked} busy={check.busy} onOpen={onOpen} onFailure={setFailure} />
          <Button
            variant="default"
            disabled={check.busy || suite === undefined}
            leftSection={<IconPlus size={14} />}
            rightSection={<Kbd>A</Kbd>}
            onClick={() => onOpen({ kind: 'add' })}
          >
            Add…
          </Button>
          {validation !== null && <CheckButton check={check} label="Check again" />}
        </Group>
      </Group>
      {(validation === null || nameless) && <SignedBy beside="the check" />}
      {check.task !== undefined && <TaskProgress task={check.task} />}
      {check.cancelled && <Text role="status">The check was cancelled. Everything is as it was before.</Text>}
      {check.error !== null && (
        <ErrorNotice error={check.error} actions={[{ label: 'Try again', run: () => void check.run() }]} />
      )}
      {failure !== null && <ErrorNotice error={failure} />}
      {load.stale && check.task === undefined && (
        <Notice tone="warn" icon={IconAlertTriangle} role="note">
          Records were changed after this check. What it says about the whole table may no longer be true: check again.
        </Notice>
      )}
    </header>
  );
}

const outcomes: readonly { readonly outcome: Outcome; readonly word: string }[] = [
  { outcome: 'passed', word: 'passed' },
  { outcome: 'failed', word: 'failed' },
  { outcome: 'could not run', word: 'could not run' },
];

function Counts({ checked: { rows, validation, suite } }: { checked: CheckedSuite }): ReactNode {
  if (validation === null || validation === undefined) {
    return (
      <Text>{suite === undefined ? '' : `${expectationCount(suite.expectations.length)}, not run on this load`}</Text>
    );
  }
  return (
    <p className={classes['counts']}>
      {expectationCount(rows.length)}:{' '}
      {outcomes
        .map(({ outcome, word }) => ({ outcome, word, count: rows.filter((row) => row.outcome === outcome).length }))
        .filter(({ outcome, count }) => count > 0 || outcome !== 'could not run')
        .map(({ outcome, word, count }, index) => (
          <span key={outcome} data-outcome={count > 0 ? outcome : undefined}>
            {index > 0 && ', '}
            <b>{formatCount(count)}</b> {word}
          </span>
        ))}
    </p>
  );
}

interface SuiteMenuProps {
  readonly checked: CheckedSuite;
  readonly busy: boolean;
  readonly onOpen: (dialog: Dialog) => void;
  readonly onFailure: (error: unknown) => void;
}

function SuiteMenu({ checked: { suite, text }, busy, onOpen, onFailure }: SuiteMenuProps): ReactNode {
  const link = useEngine();
  const save = (generation: SuiteGeneration): void => {
    if (suite === undefined || text === undefined) return;
    onFailure(null);
    downloadSuite(link, { name: suite.name, text, generation }).catch(onFailure);
  };
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          Suite
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={busy}
          leftSection={<IconListSearch size={15} />}
          rightSection={<Kbd>S</Kbd>}
          onClick={() => onOpen({ kind: 'suites', tab: 'known' })}
        >
          Choose a suite…
        </Menu.Item>
        <Menu.Item
          disabled={busy}
          leftSection={<IconFileImport size={15} />}
          rightSection={<Kbd>I</Kbd>}
          onClick={() => onOpen({ kind: 'suites', tab: 'import' })}
        >
          Import a suite…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={text === undefined} leftSection={<IconDownload size={15} />} onClick={() => save('1.x')}>
          Export for Great Expectations 1.x
        </Menu.Item>
        <Menu.Item
          disabled={text === undefined}
          leftSection={<IconDownload size={15} />}
          onClick={() => save('legacy')}
        >
          Export for Great Expectations before 1.0
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
