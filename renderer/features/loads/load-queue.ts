/**
 * Loads that somebody has asked for, one after the other. A load is the engine's task, not the page's: when the way to
 * the engine breaks, the queue waits for it, finds the task again, and otherwise says what became of the load.
 */
import type { Load, Loaded, Source } from '../../../electron/contract/load.ts';
import { DeskError, isDeskError } from '../../../electron/contract/errors.ts';
import type { Task } from '../../../electron/contract/task.ts';
import type { EngineLink } from '../../engine-link.ts';

export interface AskedLoad {
  readonly source: Source;
  readonly actor: string;
  /** Load although these very bytes were loaded before. */
  readonly again: boolean;
}

export interface QueuedLoad extends AskedLoad {
  readonly id: number;
  readonly state: 'waiting' | 'loading' | 'cancelled' | 'failed';
  /** Tasks there were before this one began: the first other one is its own. */
  readonly earlierTasks: ReadonlySet<string>;
  readonly error: DeskError | null;
}

export class LoadQueue {
  readonly #link: EngineLink;
  readonly #listeners = new Set<() => void>();
  readonly #loadedListeners = new Set<(load: Load) => void>();
  #items: readonly QueuedLoad[] = [];
  #lastId = 0;
  #running = false;

  constructor(link: EngineLink) {
    this.#link = link;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): readonly QueuedLoad[] => this.#items;

  onLoaded(listener: (load: Load) => void): () => void {
    this.#loadedListeners.add(listener);
    return () => this.#loadedListeners.delete(listener);
  }

  readonly add = (...asked: readonly AskedLoad[]): void => {
    const added = asked.map((each): QueuedLoad => {
      this.#lastId += 1;
      return { ...each, id: this.#lastId, state: 'waiting', earlierTasks: new Set(), error: null };
    });
    this.#become([...this.#items, ...added]);
    void this.#run();
  };

  readonly remove = (id: number): void => this.#become(this.#items.filter((item) => item.id !== id));

  readonly again = (id: number, change: Partial<AskedLoad> = {}): void => {
    this.#change(id, { ...change, state: 'waiting', error: null });
    void this.#run();
  };

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#load(next);
    this.#running = false;
  }

  readonly #next = (): QueuedLoad | undefined => this.#items.find(({ state }) => state === 'waiting');

  async #load({ id, source, actor, again }: QueuedLoad): Promise<void> {
    this.#change(id, { state: 'loading' });
    try {
      const [tasks, loads] = await Promise.all([
        this.#link.call('task.list', {}),
        this.#link.call('load.list', { kind: 'files' }),
      ]);
      const earlierTasks = new Set(tasks.map(({ task }) => task));
      this.#change(id, { earlierTasks });
      const load = await this.#start({ source, actor, again }, earlierTasks, new Set(loads.map((each) => each.id)));
      this.remove(id);
      for (const listener of this.#loadedListeners) listener(load);
    } catch (error) {
      this.#change(id, {
        state: isDeskError(error, 'CANCELLED') ? 'cancelled' : 'failed',
        error: isDeskError(error) ? error : new DeskError('INTERNAL', 'The load could not be followed to its end.'),
      });
    }
  }

  async #start(asked: AskedLoad, earlierTasks: ReadonlySet<string>, earlierLoads: ReadonlySet<string>): Promise<Load> {
    try {
      const loaded: Loaded = await this.#link.call('load.start', asked);
      return loaded.load;
    } catch (error) {
      if (!isDeskError(error, 'ENGINE_GONE')) throw error;
      return await this.#findAgain(earlierTasks, earlierLoads);
    }
  }

  /** After the way to the engine was broken: calls wait until there is a new one. */
  async #findAgain(earlierTasks: ReadonlySet<string>, earlierLoads: ReadonlySet<string>): Promise<Load> {
    const isOwn = (task: Task): boolean => task.method === 'load.start' && !earlierTasks.has(task.task);
    const ended = await endOf(this.#link, isOwn);
    if (ended !== undefined && ended.failure !== null) throw DeskError.from(ended.failure);
    const load = (await this.#link.call('load.list', { kind: 'files' })).find((each) => !earlierLoads.has(each.id));
    if (load !== undefined) return load;
    throw new DeskError(
      'ENGINE_GONE',
      'The engine stopped in the middle of this load. Nothing of it was kept, and nothing else is lost. Load it again.',
    );
  }

  #change(id: number, change: Partial<QueuedLoad>): void {
    this.#become(this.#items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  #become(items: readonly QueuedLoad[]): void {
    this.#items = items;
    for (const listener of this.#listeners) listener();
  }
}

/** The task as it ended; undefined when the engine knows of no such task, because it is another engine by now. */
async function endOf(link: EngineLink, isMeant: (task: Task) => boolean): Promise<Task | undefined> {
  let unsubscribe = (): void => undefined;
  let offState = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const settle = (task: Task): void => {
        if (isMeant(task) && task.state !== 'running') resolve(task);
      };
      // Broken once more: the next link is looked at in its turn.
      const giveUp = (error: unknown): void => {
        if (!isDeskError(error, 'ENGINE_GONE')) reject(error instanceof Error ? error : new Error(String(error)));
      };
      const look = (): void => {
        link.call('task.list', {}).then((tasks) => {
          tasks.forEach(settle);
          if (!tasks.some(isMeant)) resolve(undefined);
        }, giveUp);
      };
      unsubscribe = link.subscribe((event) => {
        if (event.event === 'task.changed') settle(event.task);
      });
      offState = link.onState(() => {
        if (link.state() === 'connected') look();
      });
      look();
    });
  } finally {
    unsubscribe();
    offState();
  }
}
