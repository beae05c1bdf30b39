/** Which expectation: in words, grouped by what it is about, found by words or by Great Expectations' own name. */
import { Select, Text, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ExpectationKind, ExpectationType } from '../../../../electron/contract/check.ts';
import { kindWords } from '../check-words.ts';
import classes from './type-select.module.css';

interface TypeSelectProps {
  readonly types: readonly ExpectationType[];
  readonly value: string | null;
  readonly onChange: (type: string) => void;
}

const kinds: readonly ExpectationKind[] = ['row', 'row-over-table', 'aggregate', 'schema'];

export function TypeSelect({ types, value, onChange }: TypeSelectProps): ReactNode {
  return (
    <Select
      label="Expectation"
      placeholder="Search, such as: empty, pattern, unique"
      withAsterisk
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      maxDropdownHeight={320}
      nothingFoundMessage="No expectation has these words."
      data={kinds.map((kind) => ({
        group: kindWords[kind],
        items: types.filter((type) => type.kind === kind).map(({ type, words }) => ({ value: type, label: words })),
      }))}
      filter={byWordsOrName}
      renderOption={({ option }) => (
        <div>
          {option.label}
          <Text className={classes['name'] ?? ''}>{option.value}</Text>
        </div>
      )}
      value={value}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
      openOnFocus={value === null}
      data-autofocus
    />
  );
}

/** Every word that was typed must occur, in the words or in the name. */
const byWordsOrName: OptionsFilter = ({ options, search }) => {
  const wanted = search
    .toLowerCase()
    .split(/[\s_]+/)
    .filter((word) => word !== '');
  const hits = (label: string, value: unknown): boolean => {
    const text = `${label} ${String(value)}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return options
    .map((option): ComboboxParsedItem =>
      'group' in option
        ? { ...option, items: option.items.filter((item) => typeof item === 'object' && hits(item.label, item.value)) }
        : option,
    )
    .filter((option) => !('group' in option) || option.items.length > 0);
};
