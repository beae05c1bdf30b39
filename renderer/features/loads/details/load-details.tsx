/** Everything about one load: what to do next, the receipt, how it was read, and what was done to it since. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Load, Loaded } from '../../../../electron/contract/load.ts';
import { CopyValue } from '../../../ui/copy-value.tsx';
import { formatBytes, formatExactTime } from '../../../ui/format.ts';
import { asSentence, sourceName, stateOf } from '../load-words.ts';
import { BatchFacts } from '../stream/batch-facts.tsx';
import { ColumnList } from './column-list.tsx';
import classes from './details.module.css';
import { FileFacts } from './file-facts.tsx';
import { NextStep } from './next-step.tsx';
import { ReceiptDrawn } from './receipt-drawn.tsx';
import { Timeline } from './timeline.tsx';

export function LoadDetails({ loaded: { load, receipt } }: { loaded: Loaded }): ReactNode {
  const { words } = stateOf(load, receipt);
  return (
    <article className={classes['load']}>
      <header>
        <h2 className={classes['title']}>{sourceName(load)}</h2>
        <Text size="sm" c="dimmed">
          {words} · loaded {formatExactTime(load.loaded_at)} by {load.loaded_by} · {formatBytes(load.bytes)}
        </Text>
        {load.duplicate_of !== null && (
          <Text size="sm" c="dimmed">
            Holds bytes that were loaded before, as {load.duplicate_of}.
          </Text>
        )}
      </header>
      <NextStep load={load} receipt={receipt} />
      <ReceiptDrawn load={load} receipt={receipt} />
      {receipt.notes.length > 0 && (
        <Section title="To know">
          <ul className={classes['notes']}>
            {receipt.notes.map((note) => (
              <li key={note}>{asSentence(note)}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="History">
        <Timeline load={load} />
      </Section>
      <Section title={readTitle(load)}>
        {load.stream === null ? (
          load.files.map((file) => <FileFacts key={file.file} load={load} file={file} />)
        ) : (
          <BatchFacts load={load} stream={load.stream} />
        )}
        <dl className={classes['facts']}>
          <dt>Load</dt>
          <dd>
            <CopyValue value={load.id} label="the load's id" />
          </dd>
        </dl>
      </Section>
      <Section title={`Columns, ${load.columns.length}`}>
        <ColumnList columns={load.columns} />
      </Section>
    </article>
  );
}

function readTitle({ stream, files }: Load): string {
  if (stream !== null) return 'Where it comes from';
  return files.length === 1 ? 'How it was read' : 'How they were read';
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className={classes['section']} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
