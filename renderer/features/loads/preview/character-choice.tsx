/** A character that parts or quotes fields: one of the usual ones, none where that can be, or any other. */
import { Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { characterName } from '../load-words.ts';

interface CharacterChoiceProps {
  readonly label: string;
  readonly usual: readonly string[];
  /** What it is called when there is none; left out, there must be one. */
  readonly none?: string;
  readonly value: string | null | undefined;
  readonly onChange: (value: string | null) => void;
}

const noneOption = 'none';
const otherOption = 'other';

export function CharacterChoice({ label, usual, none, value, onChange }: CharacterChoiceProps): ReactNode {
  const [typing, setTyping] = useState(false);
  if (typing) {
    return (
      <TextInput
        aria-label={`${label}, one character`}
        placeholder="one character"
        maxLength={1}
        autoFocus
        onBlur={() => setTyping(false)}
        onChange={({ currentTarget: { value: typed } }) => {
          if (typed === '') return;
          onChange(typed);
          setTyping(false);
        }}
      />
    );
  }
  const known = typeof value === 'string' && !usual.includes(value) ? [...usual, value] : usual;
  return (
    <Select
      aria-label={label}
      data={[
        ...known.map((character) => ({ value: character, label: characterName(character) })),
        ...(none === undefined ? [] : [{ value: noneOption, label: none }]),
        { value: otherOption, label: 'another…' },
      ]}
      value={value === null ? noneOption : (value ?? null)}
      allowDeselect={false}
      placeholder="–"
      onChange={(chosen) => {
        if (chosen === otherOption) setTyping(true);
        else if (chosen !== null) onChange(chosen === noneOption ? null : chosen);
      }}
    />
  );
}
