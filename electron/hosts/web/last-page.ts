/** Knows how many pages are open, and says so when the last one went while work goes on behind it. */
import type { Caller } from '../../contract/caller.ts';
import type { Task } from '../../contract/task.ts';

/** A page that is reloaded is back by then. */
const reloadTakesMs = 1_500;

export class OpenPages {
  readonly #engine: Caller;
  readonly #lastLeft: (running: readonly Task[]) => void;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(engine: Caller, lastLeft: (running: readonly Task[]) => void) {
    this.#engine = engine;
    this.#lastLeft = lastLeft;
  }

  enter(): void {
    this.#count += 1;
    clearTimeout(this.#timer);
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#timer = setTimeout(() => void this.#tell(), reloadTakesMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #tell(): Promise<void> {
    const running = await runningTasks(this.#engine);
    if (running.length > 0 && this.#count === 0) this.#lastLeft(running);
  }
}

export async function runningTasks(engine: Caller): Promise<Task[]> {
  const tasks = await engine.call('task.list', {}).catch((): Task[] => []);
  return tasks.filter((task) => task.state === 'running');
}
