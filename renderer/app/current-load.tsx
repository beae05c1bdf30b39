/** The load that is looked at, for every place: the one in the address, or the newest one. */
import { createContext, use, useState, type ReactNode } from 'react';
import type { Load, Loaded } from '../../electron/contract/load.ts';
import type { StreamSummary } from '../../electron/contract/stream.ts';
import { useQuestion } from '../engine/engine-context.tsx';
import { useWhereabouts } from './places.ts';

interface CurrentLoad {
  /** Those of files, newest first; undefined until the engine has answered. */
  readonly loads: readonly Load[] | undefined;
  /** What stands for the thousands of loads of each stream, the one with the newest batch first. */
  readonly streams: readonly StreamSummary[] | undefined;
  /** There is nothing of either: false until that is known. */
  readonly isEmpty: boolean;
  readonly loaded: Loaded | undefined;
  readonly error: unknown;
}

const CurrentLoadContext = createContext<CurrentLoad>({
  loads: undefined,
  streams: undefined,
  isEmpty: false,
  loaded: undefined,
  error: null,
});

export function CurrentLoadProvider({ children }: { children: ReactNode }): ReactNode {
  const { loadId } = useWhereabouts();
  const loads = useQuestion('load.list', { kind: 'files' });
  const streams = useQuestion('stream.list', {});
  const newest = loads.data?.[0]?.id;
  // A stream has a newer batch every moment: the one that was shown first stays until somebody chooses another.
  const [batch, setBatch] = useState<string | null>(null);
  const newestBatch = streams.data?.[0]?.last_load;
  if (batch === null && loads.data?.length === 0 && newestBatch !== undefined) setBatch(newestBatch);
  const wanted = loadId ?? newest ?? batch;
  const loaded = useQuestion('load.get', { load: wanted ?? '' }, { enabled: wanted !== null });
  const value = {
    loads: loads.data,
    streams: streams.data,
    isEmpty: loads.data?.length === 0 && streams.data?.length === 0,
    loaded: wanted === null ? undefined : loaded.data,
    error: loads.error ?? streams.error ?? loaded.error,
  };
  return <CurrentLoadContext value={value}>{children}</CurrentLoadContext>;
}

export const useCurrentLoad = (): CurrentLoad => use(CurrentLoadContext);
