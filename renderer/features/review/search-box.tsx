/** Text that some column contains. The next search goes out when the one before has been answered. */
import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState, type ReactNode, type RefObject } from 'react';
import { useWhenIdle } from './use-when-idle.ts';

interface SearchBoxProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly search: string;
  readonly busy: boolean;
  readonly onSearch: (search: string) => void;
  /** Enter: on to what was found. */
  readonly onLeave: () => void;
}

export function SearchBox({ inputRef, search, busy, onSearch, onLeave }: SearchBoxProps): ReactNode {
  const [draft, setDraft] = useState(search);
  const ripe = useWhenIdle(draft, busy);
  const [seen, setSeen] = useState(search);
  if (search !== seen) {
    setSeen(search);
    // Cleared or set elsewhere, and not by what was typed here.
    if (search !== ripe) setDraft(search);
  }
  const send = useEffectEvent(() => {
    if (ripe !== search) onSearch(ripe);
  });
  useEffect(() => send(), [ripe]);
  return (
    <TextInput
      ref={inputRef}
      type="search"
      aria-label="Search in all columns"
      placeholder="Search"
      flex="1 1 120px"
      maw={230}
      leftSection={<IconSearch size={14} />}
      rightSection={
        draft === '' ? (
          <Kbd>/</Kbd>
        ) : (
          <CloseButton size="xs" aria-label="Clear the search" onClick={() => setDraft('')} />
        )
      }
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && draft !== '') setDraft('');
        else if (event.key === 'Enter' || event.key === 'Escape') onLeave();
        else return;
        event.preventDefault();
      }}
    />
  );
}
