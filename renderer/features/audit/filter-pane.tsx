/** What of the trail to show: each choice with how many events it leaves. */
import { Kbd, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useCommands } from '../../app/commands.tsx';
import type { AuditSummary } from '../../../electron/contract/audit.ts';
import type { Load } from '../../../electron/contract/load.ts';
import { fileName, formatCount, formatTime } from '../../ui/format.ts';
import classes from './audit.module.css';
import { wordsOfAction } from './event-words.ts';
import type { FilterField, TrailFilter } from './trail-filter.ts';

interface FilterPaneProps {
  readonly filter: TrailFilter;
  readonly summary: AuditSummary | undefined;
  readonly loads: readonly Load[];
  readonly onChange: (field: FilterField, value: string | null) => void;
}

export function FilterPane({ filter, summary, loads, onChange }: FilterPaneProps): ReactNode {
  const search = useRef<HTMLInputElement>(null);
  useCommands([
    { id: 'audit.search', label: 'Search the trail', group: 'Audit', keys: '/', run: () => search.current?.focus() },
  ]);
  return (
    <div className={classes['pane']}>
      <TextInput
        ref={search}
        aria-label="Search the trail"
        placeholder="Search values, reasons…"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<Kbd aria-hidden>/</Kbd>}
        value={filter.search ?? ''}
        onChange={(event) => onChange('search', event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Select
        label="Load"
        placeholder="All loads"
        clearable
        clearButtonProps={{ 'aria-label': 'Show all loads' }}
        data={loads.map(({ id, source, loaded_at: at }) => ({
          value: id,
          label: `${fileName(source)}, ${formatTime(at)}`,
        }))}
        value={filter.load ?? null}
        onChange={(value) => onChange('load', value)}
      />
      <Choices
        title="What"
        chosen={filter.action}
        choices={(summary?.actions ?? []).map(({ action, events }) => ({
          value: action,
          words: wordsOfAction(action),
          events,
        }))}
        onChoose={(value) => onChange('action', value)}
      />
      <Choices
        title="Who"
        chosen={filter.actor}
        choices={(summary?.actors ?? []).map(({ actor, events }) => ({ value: actor, words: actor, events }))}
        onChoose={(value) => onChange('actor', value)}
      />
      <div className={classes['days']}>
        <TextInput
          type="date"
          label="From"
          value={filter.from ?? ''}
          {...(filter.to === undefined ? {} : { max: filter.to })}
          onChange={(event) => onChange('from', event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="To"
          value={filter.to ?? ''}
          {...(filter.from === undefined ? {} : { min: filter.from })}
          onChange={(event) => onChange('to', event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly chosen: string | undefined;
  readonly choices: readonly { readonly value: string; readonly words: string; readonly events: number }[];
  readonly onChoose: (value: string | null) => void;
}

function Choices({ title, chosen, choices, onChoose }: ChoicesProps): ReactNode {
  return (
    <section aria-label={title}>
      <Text component="h2" size="sm" fw={500} mb={4}>
        {title}
      </Text>
      <ul className={classes['choices']}>
        {choices.map(({ value, words, events }) => (
          <li key={value}>
            <button
              type="button"
              className={classes['choice']}
              aria-pressed={value === chosen}
              onClick={() => onChoose(value === chosen ? null : value)}
            >
              <span>{words}</span>
              <span>{formatCount(events)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
