/** A stream in numbers: this run's while it goes on, all its batches' below. */
import type { ReactNode } from 'react';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { formatCount, formatSeconds, formatShare } from '../../../ui/format.ts';
import { totalLag } from './stream-bins.ts';
import classes from './stream-view.module.css';
import type { StreamRun } from './streams-context.tsx';

interface StreamFiguresProps {
  readonly summary: StreamSummary | undefined;
  readonly run: StreamRun | undefined;
}

export function StreamFigures({ summary, run }: StreamFiguresProps): ReactNode {
  return (
    <>
      {run !== undefined && <OfRun run={run} />}
      {run === undefined && summary !== undefined && <OfAll summary={summary} />}
    </>
  );
}

function OfRun({ run: { status } }: { run: StreamRun }): ReactNode {
  const lag = totalLag(status);
  const last = status.last_batch;
  const troubles = [
    ...(status.held_back_batches > 0
      ? [{ number: status.held_back_batches, word: 'batches held back from bronze', bad: true }]
      : []),
    ...(status.broker_errors > 0
      ? [
          {
            number: status.broker_errors,
            word: status.broker_errors === 1 ? 'time the broker was away' : 'times the broker was away',
            bad: false,
          },
        ]
      : []),
    ...(status.seen_before > 0
      ? [{ number: status.seen_before, word: 'sent again, not taken again', bad: false }]
      : []),
  ];
  return (
    <dl className={classes['figures']} aria-label="Since it was started">
      <Figure number={formatCount(status.messages)} word="messages taken" />
      <Figure number={formatCount(Math.round(status.messages_per_second))} word="messages a second" />
      <Figure number={lag === null ? 'not known' : formatCount(lag)} word="waiting in the topic" />
      <Figure number={formatCount(status.batches)} word="batches" />
      {last !== null && (
        <Figure number={formatSeconds(last.seconds)} word={`for the last batch, of ${formatCount(last.messages)}`} />
      )}
      <Figure
        number={formatCount(status.quarantined)}
        word={`quarantined${status.messages > 0 ? `, ${formatShare(status.quarantined, status.messages)}` : ''}`}
        bad={status.quarantined > 0}
      />
      <Figure number={formatCount(status.published_rows)} word="rows in bronze" />
      {troubles.map(({ number, word, bad }) => (
        <Figure key={word} number={formatCount(number)} word={word} bad={bad} />
      ))}
    </dl>
  );
}

function OfAll({ summary }: { summary: StreamSummary }): ReactNode {
  return (
    <dl className={classes['figures']} aria-label="Of all its batches">
      <Figure number={formatCount(summary.messages)} word="messages" />
      <Figure number={formatCount(summary.batches)} word="batches" />
      <Figure number={formatCount(summary.records)} word="records" />
      <Figure number={formatCount(summary.rejects)} word="rejects" />
      <Figure number={formatCount(summary.quarantined)} word="in quarantine" bad={summary.quarantined > 0} />
      {summary.unpublished_batches > 0 && (
        <Figure number={formatCount(summary.unpublished_batches)} word="batches not in bronze" />
      )}
    </dl>
  );
}

function Figure({ number, word, bad = false }: { number: string; word: string; bad?: boolean }): ReactNode {
  return (
    <div className={classes['figure']}>
      <dd data-meaning={bad ? 'bad' : undefined}>{number}</dd>
      <dt>{word}</dt>
    </div>
  );
}
