/**
 * Sources on their way in: dropped anywhere on the window, picked, or opened by the system. They wait here for their
 * preview, with what was set in it, and once somebody has said so they are loaded one after the other. A preview that
 * somebody goes away from is put aside and not lost.
 */
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useWhereabouts } from '../../app/places.ts';
import { useShell } from '../../shell/shell-context.tsx';
import { LoadQueueProvider } from './load-queue-context.tsx';
import { detectedAlone, type PreviewDraft } from './preview/preview-draft.ts';

interface Batch {
  readonly paths: readonly string[];
  readonly draft: PreviewDraft;
}

interface Incoming {
  /** Paths to be previewed; empty when there are none. */
  readonly paths: readonly string[];
  /** What somebody has set in their preview. */
  readonly draft: PreviewDraft;
  readonly set: (changed: Partial<PreviewDraft>) => void;
  /** Whether their preview stands in Loads; otherwise it is put aside, or there is none. */
  readonly isInFront: boolean;
  readonly putAside: () => void;
  readonly takeUp: () => void;
  /** How many more sources wait for their preview behind these. */
  readonly waiting: number;
  /** Why choosing files came to nothing; null when it did not. */
  readonly problem: unknown;
  readonly receive: (paths: readonly string[]) => void;
  /** Asks for files and receives them. */
  readonly pick: () => Promise<void>;
  /** Has the paths at hand previewed one by one. */
  readonly split: () => void;
  /** Goes on with some of the paths at hand; the others are left as by {@link leave}. */
  readonly keep: (paths: readonly string[]) => void;
  /** Done with the paths at hand: the next ones come up. */
  readonly clear: () => void;
  /** As {@link clear}, and what was sent of them does not stay behind. */
  readonly leave: () => void;
}

const IncomingContext = createContext<Incoming | null>(null);

export function IncomingProvider({ children }: { children: ReactNode }): ReactNode {
  const { shell } = useShell();
  const { go } = useWhereabouts();
  const [batches, setBatches] = useState<readonly Batch[]>([]);
  const [isAside, setAside] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const incoming = useMemo((): Incoming => {
    const receive = (received: readonly string[]): void => {
      if (received.length === 0) return;
      setProblem(null);
      setBatches((before) => [batchOf(received), ...before]);
      setAside(false);
      go('loads');
    };
    const discard = (paths: readonly string[]): void => {
      shell.discardDropped?.(paths).catch(setProblem);
    };
    const clear = (): void => setBatches(([, ...others]) => others);
    const [{ paths, draft } = batchOf([])] = batches;
    return {
      paths,
      draft,
      set: (changed) =>
        setBatches(([first, ...others]) =>
          first === undefined ? [] : [{ ...first, draft: { ...first.draft, ...changed } }, ...others],
        ),
      isInFront: paths.length > 0 && !isAside,
      putAside: () => setAside(true),
      takeUp: () => {
        setAside(false);
        go('loads');
      },
      waiting: Math.max(0, batches.length - 1),
      problem,
      receive,
      pick: async () => {
        try {
          receive(await shell.pick({ purpose: 'sources', title: 'Choose files or folders to load' }));
        } catch (error) {
          setProblem(error);
          go('loads');
        }
      },
      split: () => setBatches(([, ...others]) => [...paths.map((path) => batchOf([path])), ...others]),
      clear,
      keep: (kept) => {
        discard(paths.filter((path) => !kept.includes(path)));
        setBatches(([, ...others]) => [batchOf(kept), ...others]);
      },
      leave: () => {
        discard(paths);
        clear();
      },
    };
  }, [batches, isAside, problem, shell, go]);
  return (
    <IncomingContext value={incoming}>
      <LoadQueueProvider>{children}</LoadQueueProvider>
    </IncomingContext>
  );
}

const batchOf = (paths: readonly string[]): Batch => ({ paths, draft: detectedAlone });

export function useIncoming(): Incoming {
  const incoming = use(IncomingContext);
  if (incoming === null) throw new Error('nothing can come in above this component');
  return incoming;
}
