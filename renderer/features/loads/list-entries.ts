/** The lines of the list: a load of files is one, and so is a stream with all its loads. Newest first. */
import type { Load } from '../../../electron/contract/load.ts';
import type { StreamName, StreamSummary } from '../../../electron/contract/stream.ts';

export type ListEntry =
  | { readonly kind: 'load'; readonly id: string; readonly at: string; readonly load: Load }
  | { readonly kind: 'stream'; readonly id: string; readonly at: string; readonly stream: StreamSummary };

export const streamKey = ({ cluster, topic_id: topic, group }: StreamName): string =>
  JSON.stringify([cluster, topic, group]);

export function entriesOf(loads: readonly Load[], streams: readonly StreamSummary[]): ListEntry[] {
  const entries: ListEntry[] = [
    ...loads.map((load) => ({ kind: 'load' as const, id: load.id, at: load.loaded_at, load })),
    ...streams.map((stream) => ({
      kind: 'stream' as const,
      id: streamKey(stream.name),
      // One that runs would jump to the top with every batch of its own.
      at: stream.running === null ? stream.last_at : `${running} ${stream.first_at} ${streamKey(stream.name)}`,
      stream,
    })),
  ];
  return entries.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** After every time there is: what runs stands first. */
const running = '9999';
