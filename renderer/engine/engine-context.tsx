/** The engine for every component: calls, cached questions, and what the engine tells without being asked. */
import {
  keepPreviousData,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { DeskError } from '../../electron/contract/errors.ts';
import type { DeskEvent } from '../../electron/contract/events.ts';
import type { Input, Method, Output } from '../../electron/contract/methods.ts';
import type { EngineLink, LinkState } from '../engine-link.ts';
import { Paced } from './paced.ts';
import { isLasting, isTouched } from './touched-questions.ts';

const EngineContext = createContext<EngineLink | null>(null);

export function EngineProvider({ link, children }: { link: EngineLink; children: ReactNode }): ReactNode {
  return (
    <EngineContext value={link}>
      <Freshness />
      {children}
    </EngineContext>
  );
}

export function useEngine(): EngineLink {
  const link = use(EngineContext);
  if (link === null) throw new Error('there is no engine above this component');
  return link;
}

export function useLinkState(): LinkState {
  const link = useEngine();
  return useSyncExternalStore(
    (changed) => link.onState(changed),
    () => link.state(),
  );
}

export interface QuestionOptions {
  readonly enabled?: boolean;
  /** Shown while the answer to a changed question is awaited. */
  readonly keepLast?: boolean;
}

/** The key a question is cached under. */
export const questionKey = <M extends Method>(method: M, input: Input<M>): readonly [M, Input<M>] => [method, input];

/** Asks a query of the engine, and asks again when the engine says that what it spoke of has changed. */
export function useQuestion<M extends Method>(
  method: M,
  input: Input<M>,
  { enabled = true, keepLast = false }: QuestionOptions = {},
): UseQueryResult<Output<M>, DeskError> {
  const link = useEngine();
  return useQuery<Output<M>, DeskError>({
    queryKey: questionKey(method, input),
    queryFn: ({ signal }) => link.call(method, input, { signal }),
    enabled,
    ...(keepLast ? { placeholderData: keepPreviousData } : {}),
  });
}

export function useDeskEvent(listener: (event: DeskEvent) => void): void {
  const link = useEngine();
  useEffect(() => link.subscribe(listener), [link, listener]);
}

/** Has what is on the screen asked for again, when the engine says so and after the way to it was broken. */
function Freshness(): ReactNode {
  const link = useEngine();
  const client = useQueryClient();
  useEffect(() => {
    let changed = new Set<string>();
    const again = new Paced(() => {
      const loads = changed;
      changed = new Set();
      return client.invalidateQueries({ predicate: ({ queryKey }) => isTouched(queryKey, loads) });
    });
    const unsubscribe = link.subscribe((event) => {
      if (event.event === 'task.changed') return;
      changed.add(event.load);
      again.ask();
    });
    let state = link.state();
    const offState = link.onState(() => {
      if (state === 'reconnecting' && link.state() === 'connected') void askAgain(client);
      state = link.state();
    });
    return () => {
      again.stop();
      unsubscribe();
      offState();
    };
  }, [link, client]);
  return null;
}

/** After an act of one's own, and after the way was broken: anything may be another now. */
export function askAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey }) => !isLasting(queryKey) });
}
