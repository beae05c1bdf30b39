/**
 * Streams that somebody counts on and that run no more, each told once: by a fault of their own, or with the engine that
 * ran them. While the way to the engine is broken nobody knows, and nothing is told.
 */
import type { Task } from '../../../../electron/contract/task.ts';

interface Run {
  readonly task: Pick<Task, 'task' | 'state' | 'failure'>;
}

export interface StreamEnd<Watched extends Run> {
  /** As it stood when it was seen last. */
  readonly run: Watched;
  /** Why it ended; it says nothing of itself when its engine is gone. */
  readonly why: string;
}

export class StreamEnds<Watched extends Run> {
  #running: ReadonlyMap<string, Watched> = new Map();

  /** Those that ended since this was asked last. `runs`: all that the engine knows of; null while that is not known. */
  since(runs: readonly Watched[] | null): StreamEnd<Watched>[] {
    if (runs === null) return [];
    const known = new Map(runs.map((run) => [run.task.task, run]));
    const ends = [...this.#running].flatMap(([task, before]): StreamEnd<Watched>[] => {
      const now = known.get(task);
      if (now === undefined) return [{ run: before, why: engineGone }];
      return now.task.state === 'failed' ? [{ run: now, why: now.task.failure?.message ?? '' }] : [];
    });
    this.#running = new Map([...known].filter(([, { task }]) => task.state === 'running'));
    return ends;
  }
}

const engineGone =
  'The engine was started anew, and a stream is not started by itself. Nothing that it took is lost: taken in again, it goes on behind the last message it took.';
