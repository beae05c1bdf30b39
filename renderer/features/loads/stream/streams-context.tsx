/**
 * The streams of this engine for every component: those that run or ran, whichever page began them, how they went, which
 * one is looked at, and the one that is being begun.
 */
import { useSessionStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { StreamStatus } from '../../../../electron/contract/stream.ts';
import { useWhereabouts, type Place } from '../../../app/places.ts';
import { useEngine } from '../../../engine/engine-context.tsx';
import { useAreTasksKnown, useTasks, type WatchedTask } from '../../../engine/tasks.tsx';
import { useIncoming } from '../incoming.tsx';
import { streamKey } from '../list-entries.ts';
import type { Bin } from './stream-bins.ts';
import { FormMemory } from './form-memory.ts';
import { StreamEnds } from './stream-ends.ts';
import { StreamHistory } from './stream-history.ts';
import { isRunOf, type LookedAt } from './stream-identity.ts';
import { useBeginning, type Beginning } from './beginning.ts';

export interface StreamRun {
  readonly task: WatchedTask;
  readonly status: StreamStatus;
}

export type StreamView =
  { readonly view: 'none' } | { readonly view: 'form' } | ({ readonly view: 'stream' } & LookedAt);

interface Streams {
  /** Newest first; none while it is not known which there are. */
  readonly runs: readonly StreamRun[];
  readonly areRunsKnown: boolean;
  readonly history: StreamHistory;
  readonly view: StreamView;
  readonly show: (view: StreamView) => void;
  /** The stream that is chosen in the list of loads, by its key; null where a load is. */
  readonly chosen: string | null;
  readonly choose: (stream: string) => void;
  /** Leads to a load in the place where one is, or in another, whatever stands before it there. */
  readonly openLoad: (load: string, where?: Place) => void;
  /** What of Loads one sees: its list where that is none; null in another place and behind a preview. */
  readonly shown: StreamView | null;
  readonly beginning: Beginning;
  readonly memory: FormMemory;
  /** Tasks whose end somebody has read. */
  readonly read: ReadonlySet<string>;
  readonly markRead: (task: string) => void;
}

const StreamsContext = createContext<Streams | null>(null);

export function StreamsProvider({ children }: { children: ReactNode }): ReactNode {
  const link = useEngine();
  const { place, loadId, go } = useWhereabouts();
  const { isInFront: isPreviewed, putAside } = useIncoming();
  const tasks = useTasks();
  const areRunsKnown = useAreTasksKnown();
  const [history] = useState(() => new StreamHistory());
  const [memory] = useState(() => new FormMemory());
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  // A page that is reloaded shows the stream it showed; the form is not among it, for it may hold a password.
  const [lookedAt, setLookedAt] = useSessionStorage<LookedAt | null>({
    key: 'bronze-desk.stream',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [inForm, setInForm] = useState(false);
  /** It is chosen until the address names another load than it did then. */
  const [choice, setChoice] = useState<{ readonly stream: string; readonly beside: string | null } | null>(null);
  useEffect(() => link.subscribe(history.hear), [link, history]);
  const runs = useMemo(() => tasks.flatMap(runOf).toReversed(), [tasks]);
  useListedAnew(runs);
  const choose = (stream: string): void => setChoice({ stream, beside: loadId });
  const become = (view: StreamView): void => {
    setInForm(view.view === 'form');
    if (view.view !== 'form') setLookedAt(view.view === 'none' ? null : { run: view.run, name: view.name });
    // Whoever comes back from it is at its line.
    if (view.view === 'stream' && view.name !== null) choose(streamKey(view.name));
  };
  const show = (view: StreamView): void => {
    become(view);
    putAside();
    if (view.view !== 'none' && place !== 'loads') go('loads');
  };
  const openLoad = (load: string, where = place): void => {
    setChoice(null);
    if (where === 'loads') show({ view: 'none' });
    go(where, load);
  };
  // Nobody is led away from where they have gone meanwhile.
  const beginning = useBeginning((run) => become({ view: 'stream', run, name: null }));
  const view: StreamView = inForm
    ? { view: 'form' }
    : lookedAt === null
      ? { view: 'none' }
      : { view: 'stream', ...lookedAt };
  const shown = place === 'loads' && !isPreviewed ? view : null;
  // Only the list says of every stream how it ended, a stream's own view of that one, and the form of the one it asked for.
  const isInSight = ({ status }: StreamRun): boolean => {
    if (shown === null) return false;
    if (shown.view === 'form') return beginning.run === status.stream;
    return shown.view === 'none' || isRunOf(shown, status);
  };
  useEndNotices(areRunsKnown ? runs : null, isInSight);
  const markRead = (task: string): void => setRead((before) => new Set([...before, task]));
  return (
    <StreamsContext
      value={{
        runs,
        areRunsKnown,
        history,
        view,
        show,
        chosen: choice !== null && choice.beside === loadId ? choice.stream : null,
        choose,
        openLoad,
        shown,
        beginning,
        memory,
        read,
        markRead,
      }}
    >
      {children}
    </StreamsContext>
  );
}

export function useStreams(): Streams {
  const streams = use(StreamsContext);
  if (streams === null) throw new Error('there are no streams above this component');
  return streams;
}

export function useBins(run: string | undefined): readonly Bin[] {
  const { history } = useStreams();
  return useSyncExternalStore(history.subscribe, () => history.binsOf(run ?? ''));
}

/** Before it has said anything of itself, a task has no stream to show. */
function runOf(task: WatchedTask): StreamRun[] {
  const status = task.method === 'stream.consume' ? task.progress?.stream : undefined;
  return status === undefined ? [] : [{ task, status }];
}

/** No event of the engine says that a stream began or ended, and the list of streams says which ones run. */
function useListedAnew(runs: readonly StreamRun[]): void {
  const client = useQueryClient();
  const standing = runs.map(({ task, status }) => `${status.stream} ${task.state}`).join();
  useEffect(() => {
    if (standing !== '') void client.invalidateQueries({ queryKey: ['stream.list'] });
  }, [client, standing]);
}

/** A stream that ends by itself must be noticed wherever somebody is. */
function useEndNotices(runs: readonly StreamRun[] | null, isInSight: (run: StreamRun) => boolean): void {
  const [ends] = useState(() => new StreamEnds<StreamRun>());
  const seen = useEffectEvent(isInSight);
  useEffect(() => {
    for (const { run, why } of ends.since(runs)) {
      // One whose engine is gone is in no list of what ended.
      if (run.task.state === 'failed' && seen(run)) continue;
      notifications.show({
        color: 'red',
        title: `${run.status.topic} is no longer taken in`,
        message: why,
        // Whoever is away from the screen is to find it.
        autoClose: false,
      });
    }
  }, [ends, runs]);
}
