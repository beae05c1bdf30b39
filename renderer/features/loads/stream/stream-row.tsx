/** One stream in the list of loads: all its batches on one line, however many there are. */
import { IconAntennaBars5 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { formatCount, formatCounted, formatTime } from '../../../ui/format.ts';
import type { RowProps } from '../load-row.tsx';
import classes from '../loads.module.css';
import { StandingMark } from './standing-mark.tsx';
import { standingOf, sumWords } from './stream-words.ts';
import { useStreams } from './streams-context.tsx';

/** Where one that does not run stands. */
function restOf({ quarantined, unpublished_batches: left }: StreamSummary): [standing: string, words: string] {
  if (quarantined > 0) return ['quarantine', `${formatCount(quarantined)} in quarantine`];
  if (left > 0) return ['could not run', `${formatCounted(left, 'batch', 'batches')} not in bronze`];
  return ['published', 'Published'];
}

export function StreamRow({
  stream,
  id,
  place,
  chosen,
  onChoose,
  onOpen,
}: RowProps & { stream: StreamSummary }): ReactNode {
  const { runs } = useStreams();
  const run = runs.find(({ status }) => status.stream === stream.running);
  const [standing, words] = restOf(stream);
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-posinset={place.index + 1}
      aria-setsize={place.of}
      className={classes['row']}
      style={{ height: place.height, transform: `translateY(${place.top}px)` }}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <b className={classes['name']}>
        <IconAntennaBars5 size={15} stroke={1.8} aria-label="Stream" role="img" /> {stream.name.topic}
      </b>
      {run === undefined ? (
        <span className={classes['standing']} data-standing={standing}>
          <i aria-hidden="true" />
          {words}
        </span>
      ) : (
        <StandingMark standing={standingOf(run)} />
      )}
      <span className={classes['receipt']}>{sumWords(stream)}</span>
      <span className={classes['facts']}>
        {formatTime(stream.last_at)} · group {stream.name.group}
      </span>
    </div>
  );
}
