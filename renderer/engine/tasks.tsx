/** The engine's long work, whichever page began it: a page that was reloaded finds its tasks here again. */
import { useSyncExternalStore, createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { Task } from '../../electron/contract/task.ts';
import type { EngineLink } from '../engine-link.ts';
import { useEngine } from './engine-context.tsx';

export interface WatchedTask extends Task {
  /** `done` and when it was first seen, by this page's clock, for rates. */
  readonly seen: { readonly at: number; readonly done: number; readonly phase: string } | null;
}

class TaskWatch {
  readonly #tasks = new Map<string, WatchedTask>();
  readonly #listeners = new Set<() => void>();
  #snapshot: readonly WatchedTask[] = [];
  #isKnown = false;

  watch(link: EngineLink): () => void {
    const listAll = (): void => {
      link.call('task.list', {}).then(
        (tasks) => {
          this.#tasks.clear();
          for (const task of tasks) this.#keep(task);
          this.#isKnown = true;
          this.#changed();
        },
        // The link is made anew, and asks again then.
        () => undefined,
      );
    };
    listAll();
    const offState = link.onState(() => {
      if (link.state() === 'connected') listAll();
      else this.#forgetAll();
    });
    const unsubscribe = link.subscribe((event) => {
      if (event.event !== 'task.changed') return;
      this.#keep(event.task);
      this.#changed();
    });
    return () => {
      offState();
      unsubscribe();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): readonly WatchedTask[] => this.#snapshot;

  readonly isKnown = (): boolean => this.#isKnown;

  /** What runs is not known while the way to the engine is broken: nothing is shown as if it went on. */
  #forgetAll(): void {
    this.#tasks.clear();
    this.#isKnown = false;
    this.#changed();
  }

  #keep(task: Task): void {
    const before = this.#tasks.get(task.task)?.seen ?? null;
    const { progress } = task;
    const samePhase = before !== null && before.phase === progress?.phase;
    const seen = samePhase
      ? before
      : progress === null
        ? null
        : { at: performance.now(), done: progress.done, phase: progress.phase };
    this.#tasks.set(task.task, { ...task, seen });
  }

  #changed(): void {
    this.#snapshot = [...this.#tasks.values()];
    for (const listener of this.#listeners) listener();
  }
}

const TaskContext = createContext<TaskWatch | null>(null);

export function TaskProvider({ children }: { children: ReactNode }): ReactNode {
  const link = useEngine();
  const [watch] = useState(() => new TaskWatch());
  useEffect(() => watch.watch(link), [watch, link]);
  return <TaskContext value={watch}>{children}</TaskContext>;
}

/** All tasks the engine still remembers, oldest first. */
export function useTasks(): readonly WatchedTask[] {
  const watch = useTaskWatch();
  return useSyncExternalStore(watch.subscribe, watch.snapshot);
}

/** False until the engine has said what it remembers, and again while the way to it is broken: then there seem to be none. */
export function useAreTasksKnown(): boolean {
  const watch = useTaskWatch();
  return useSyncExternalStore(watch.subscribe, watch.isKnown);
}

function useTaskWatch(): TaskWatch {
  const watch = use(TaskContext);
  if (watch === null) throw new Error('there is no task watch above this component');
  return watch;
}

export const useRunningTasks = (): readonly WatchedTask[] => useTasks().filter(({ state }) => state === 'running');
