/** One stream in the list of loads: all its batches on one line, however many there are. */
import { IconAntennaBars5 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StreamSummary } from '../../../../electron/contract/stream.ts';
import { formatCount, formatCounted, formatTime } from '../../../ui/format.ts';
import { ListRow, RowStanding, type RowProps } from '../list-row.tsx';
import { StandingMark } from './standing-mark.tsx';
import { standingOf, sumWords } from './stream-words.ts';
import { useStreams } from './streams-context.tsx';

/** Where one that does not run stands. */
function restOf({ quarantined, unpublished_batches: left }: StreamSummary): { standing: string; words: string } {
  if (quarantined > 0) return { standing: 'quarantine', words: `${formatCount(quarantined)} in quarantine` };
  if (left > 0) return { standing: 'could not run', words: `${formatCounted(left, 'batch', 'batches')} not in bronze` };
  return { standing: 'published', words: 'Published' };
}

export function StreamRow({ stream, ...row }: RowProps & { stream: StreamSummary }): ReactNode {
  const { runs } = useStreams();
  const run = runs.find(({ status }) => status.stream === stream.running);
  return (
    <ListRow
      {...row}
      name={
        <>
          <IconAntennaBars5 size={15} stroke={1.8} aria-label="Stream" role="img" /> {stream.name.topic}
        </>
      }
      standing={run === undefined ? <RowStanding {...restOf(stream)} /> : <StandingMark standing={standingOf(run)} />}
      receipt={sumWords(stream)}
      facts={`${formatTime(stream.last_at)} · group ${stream.name.group}`}
    />
  );
}
