/** The register of long work: what runs, how far it is, and the way to stop it. */
import { randomUUID } from 'node:crypto';
import { DeskError, isDeskError } from '../contract/errors.ts';
import type { Task } from '../contract/task.ts';
import type { Progress } from '../contract/words.ts';

/** Finished tasks stay listed, so that a window that was away can still learn how they ended. */
const remembered = 50;

export class TaskRegistry {
  readonly #tasks = new Map<string, { task: Task; abort: AbortController }>();
  readonly #changed: (task: Task) => void;

  constructor(changed: (task: Task) => void) {
    this.#changed = changed;
  }

  list(): Task[] {
    return [...this.#tasks.values()].map((entry) => entry.task);
  }

  cancel(id: string): boolean {
    const entry = this.#tasks.get(id);
    if (entry?.task.state !== 'running') return false;
    entry.abort.abort();
    return true;
  }

  cancelAll(): void {
    for (const entry of this.#tasks.values()) entry.abort.abort();
  }

  /** Runs `work` as a task. Its signal fires on `task.cancel` and when the caller's own signal does. */
  async run<T>(
    method: string,
    callerSignal: AbortSignal | undefined,
    onProgress: ((progress: Progress) => void) | undefined,
    work: (signal: AbortSignal, report: (progress: Progress) => void) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController();
    const follow = (): void => abort.abort();
    callerSignal?.addEventListener('abort', follow);
    if (callerSignal?.aborted === true) abort.abort();
    const task: Task = {
      task: randomUUID(),
      method,
      started_at: new Date().toISOString(),
      state: 'running',
      progress: null,
      failure: null,
    };
    const entry = { task, abort };
    this.#tasks.set(task.task, entry);
    const become = (change: Partial<Task>): void => {
      entry.task = { ...entry.task, ...change };
      this.#changed(entry.task);
    };
    become({});
    try {
      const result = await work(abort.signal, (progress) => {
        become({ progress });
        onProgress?.(progress);
      });
      become({ state: 'done' });
      return result;
    } catch (error) {
      const failure = isDeskError(error) ? error : new DeskError('INTERNAL', 'The task failed unexpectedly.');
      become({ state: failure.code === 'CANCELLED' ? 'cancelled' : 'failed', failure: failure.toFailure() });
      throw error;
    } finally {
      callerSignal?.removeEventListener('abort', follow);
      this.#forgetOldest();
    }
  }

  #forgetOldest(): void {
    const finished = [...this.#tasks.entries()].filter(([, entry]) => entry.task.state !== 'running');
    for (const [id] of finished.slice(0, Math.max(0, finished.length - remembered))) this.#tasks.delete(id);
  }
}
