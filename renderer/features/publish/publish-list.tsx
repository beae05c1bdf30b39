/** The publish to come and those that were made, newest first. */
import { Text } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Output } from '../../../electron/contract/methods.ts';
import { formatCounted, formatTime } from '../../ui/format.ts';
import classes from './publish-list.module.css';

export type MadePublish = Output<'publish.list'>[number];

interface PublishListProps {
  readonly publishes: readonly MadePublish[];
  /** The load was changed after the newest of them. */
  readonly changed: boolean;
  readonly shown: string | null;
  readonly onShow: (path: string | null) => void;
}

export function PublishList({ publishes, changed, shown, onShow }: PublishListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const superseded = new Set(publishes.map(({ supersedes }) => supersedes));
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = [...(list.current?.querySelectorAll('button') ?? [])];
    items[items.findIndex((item) => item === document.activeElement) + step]?.focus();
  };
  return (
    <div ref={list} className={classes['list']} onKeyDown={walk} role="presentation">
      <button
        type="button"
        className={classes['item']}
        aria-current={shown === null ? 'true' : undefined}
        onClick={() => onShow(null)}
      >
        <b>Next publish</b>
        <span className={classes['facts']}>what would be written now</span>
      </button>
      <Text component="h2" className={classes['heading'] ?? ''}>
        Published
      </Text>
      {publishes.length === 0 && (
        <Text size="sm" c="dimmed" px={10}>
          Nothing of this load yet. Each publish will stand here with its manifest.
        </Text>
      )}
      <ul className={classes['items']} aria-label="Publishes, newest first">
        {publishes.map((publish, index) => (
          <li key={publish.id}>
            <button
              type="button"
              className={classes['item']}
              data-superseded={superseded.has(publish.path)}
              aria-current={shown === publish.path ? 'true' : undefined}
              onClick={() => onShow(publish.path)}
            >
              <b>{formatTime(publish.published_at)}</b>
              <span className={classes['facts']}>
                {formatCounted(publish.rows, 'row')} · {publish.actor}
              </span>
              <StandingWords superseded={superseded.has(publish.path)} changed={index === 0 && changed} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function StandingWords({ superseded, changed }: { superseded: boolean; changed: boolean }): ReactNode {
  if (superseded) return <span className={classes['facts']}>Superseded</span>;
  return changed ? (
    <span className={classes['changed']}>▲ Load changed since</span>
  ) : (
    <span className={classes['stands']}>✓ Stands</span>
  );
}
