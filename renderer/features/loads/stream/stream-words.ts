/** What a stream, its state and its batches are called. */
import type { BatchSource, OffsetRange, StreamStatus, StreamSummary } from '../../../../electron/contract/stream.ts';
import { formatCount, formatCounted } from '../../../ui/format.ts';
import type { StreamRun } from './streams-context.tsx';

export type Standing = StreamStatus['state'] | 'failed' | 'not known';

export const standingOf = ({ task, status }: StreamRun): Exclude<Standing, 'not known'> =>
  // Its end is told by the task alone: what it said of itself last is from before.
  task.state === 'running' ? status.state : task.state === 'failed' ? 'failed' : 'stopped';

export const standingWords: Readonly<Record<Standing, string>> = {
  connecting: 'Connecting',
  consuming: 'Consuming',
  paused: 'Paused',
  'broker unreachable': 'Broker unreachable',
  'bronze unreachable': 'Bronze unreachable',
  stopping: 'Stopping',
  stopped: 'Stopped',
  failed: 'Stopped by a fault',
  'not known': 'Not known just now',
};

/** What it needs is out of reach, and it goes on trying. */
export const isAway = (standing: Standing): boolean =>
  standing === 'broker unreachable' || standing === 'bronze unreachable';

export const notKnownSentence =
  'What was taken in is safe. As soon as the engine answers again, it is said here whether this stream goes on.';

/** The state with its reason and what comes of it. */
export function standingSentence(run: StreamRun): string {
  const { status, task } = run;
  const standing = standingOf(run);
  switch (standing) {
    case 'connecting':
      return 'The broker is being asked for the topic.';
    case 'consuming':
      return 'Each batch is checked, and what passes goes to bronze.';
    case 'paused':
      return 'Nothing is fetched until it is resumed. Its place in the group is kept.';
    case 'broker unreachable':
      return `${status.why ?? 'The broker does not answer.'} It is tried again by itself; nothing that was taken is lost.`;
    case 'bronze unreachable':
      return `${status.why ?? 'The object store does not answer.'} It is tried again by itself; what was taken waits in the workspace.`;
    case 'stopping':
      return 'The batch that was begun is finished and published first.';
    case 'stopped':
      return 'Whenever it is started again, it goes on behind the last message it took.';
    case 'failed':
      return task.failure?.message ?? '';
  }
}

export const messagesInBatches = (messages: number, batches: number): string =>
  `${formatCounted(messages, 'message')} in ${formatCounted(batches, 'batch', 'batches')}`;

/** What became of all a stream's batches, on one line. */
export function sumWords({ messages, batches, rejects, quarantined, excluded }: StreamSummary): string {
  return [
    messagesInBatches(messages, batches),
    ...(rejects > 0 ? [formatCounted(rejects, 'reject')] : []),
    ...(excluded > 0 ? [`${formatCount(excluded)} excluded`] : []),
    quarantined > 0 ? `${formatCount(quarantined)} in quarantine` : 'nothing in quarantine',
  ].join(' · ');
}

/** Batches are reviewed one by one, the newest first. */
export const reviewWords = ({ quarantined, quarantined_batches: batches }: StreamSummary): string =>
  batches > 1
    ? `Review the newest of ${formatCount(batches)} batches with quarantine`
    : `Review the ${formatCount(quarantined)} in quarantine`;

/** `partition 0: 40 to 59, partition 2: 7`. */
export function rangeWords(ranges: readonly OffsetRange[]): string {
  const shown = ranges.slice(0, mostRanges).map(({ partition, first_offset: first, last_offset: last }) => {
    const offsets = first === last ? formatCount(first) : `${formatCount(first)} to ${formatCount(last)}`;
    return `partition ${partition}: ${offsets}`;
  });
  const more = ranges.length - shown.length;
  return [...shown, ...(more > 0 ? [`${formatCounted(more, 'partition')} more`] : [])].join(', ');
}

const mostRanges = 3;

export const batchName = ({ topic, ranges }: BatchSource): string => `${topic}, ${rangeWords(ranges)}`;
