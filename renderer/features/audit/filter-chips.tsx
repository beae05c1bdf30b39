/** What the list is narrowed to, and how many events that leaves. */
import { Button, Text } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../../ui/format.ts';
import classes from './audit.module.css';
import { chipsOf, isEverything, type FilterField, type TrailFilter } from './trail-filter.ts';

interface FilterChipsProps {
  readonly filter: TrailFilter;
  readonly sources: ReadonlyMap<string, string>;
  readonly shown: number | undefined;
  readonly all: number | undefined;
  /** There are events above the first one shown. */
  readonly newer: boolean;
  readonly onRemove: (field: FilterField) => void;
  readonly onClear: () => void;
  readonly onFollow: () => void;
}

export function FilterChips({ filter, sources, shown, all, newer, ...on }: FilterChipsProps): ReactNode {
  const chips = chipsOf(filter, sources);
  return (
    <div className={classes['chips']}>
      {chips.map(({ field, name, value }) => (
        <button
          key={field}
          type="button"
          className={classes['chip']}
          aria-label={`Remove filter: ${name} ${value}`}
          onClick={() => on.onRemove(field)}
        >
          {name} <b>{value}</b>
          <IconX size={12} aria-hidden />
        </button>
      ))}
      {chips.length > 1 && (
        <Button variant="subtle" size="compact-xs" onClick={on.onClear}>
          Clear
        </Button>
      )}
      {newer && (
        <Button variant="default" size="compact-xs" leftSection={<IconArrowUp size={13} />} onClick={on.onFollow}>
          Show newer events
        </Button>
      )}
      <Text size="sm" c="dimmed" ml="auto" role="status">
        {shown === undefined || all === undefined
          ? ''
          : isEverything(filter)
            ? formatCounted(all, 'event')
            : `${formatCount(shown)} of ${formatCounted(all, 'event')}`}
      </Text>
    </div>
  );
}
