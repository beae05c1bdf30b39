/** The load that is looked at, for every place: the one in the address, or the newest one. */
import { createContext, use, type ReactNode } from 'react';
import type { Load, Loaded } from '../../electron/contract/load.ts';
import { useQuestion } from '../engine/engine-context.tsx';
import { useWhereabouts } from './places.ts';

interface CurrentLoad {
  /** Newest first; undefined until the engine has answered. */
  readonly loads: readonly Load[] | undefined;
  readonly loaded: Loaded | undefined;
  readonly error: unknown;
}

const CurrentLoadContext = createContext<CurrentLoad>({ loads: undefined, loaded: undefined, error: null });

export function CurrentLoadProvider({ children }: { children: ReactNode }): ReactNode {
  const { loadId } = useWhereabouts();
  const loads = useQuestion('load.list', {});
  const wanted = loadId ?? loads.data?.[0]?.id ?? null;
  const loaded = useQuestion('load.get', { load: wanted ?? '' }, { enabled: wanted !== null });
  const value = {
    loads: loads.data,
    loaded: wanted === null ? undefined : loaded.data,
    error: loads.error ?? loaded.error,
  };
  return <CurrentLoadContext value={value}>{children}</CurrentLoadContext>;
}

export const useCurrentLoad = (): CurrentLoad => use(CurrentLoadContext);
