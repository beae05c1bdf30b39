/** Runs whole-table expectations again after edits, behind: one load at a time, the newest state only. */
import type { EngineContext } from '../context.ts';
import { checkLoad } from './run-check.ts';

export class Rechecks {
  readonly #waiting = new Map<string, EngineContext>();
  readonly #stop = new AbortController();
  #working: Promise<void> | undefined;

  /** Edits that come while a re-check waits or runs are covered by the next one. */
  schedule(load: string, context: EngineContext): void {
    if (this.#stop.signal.aborted) return;
    this.#waiting.set(load, context);
    this.#working ??= this.#work();
  }

  async idle(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  async #work(): Promise<void> {
    // Lets the edit that asked for this be answered first.
    await new Promise(setImmediate);
    for (const [load, context] of this.#waiting) {
      this.#waiting.delete(load);
      if (this.#stop.signal.aborted) break;
      await this.#recheck(load, context);
    }
    this.#waiting.clear();
    this.#working = undefined;
  }

  async #recheck(load: string, context: EngineContext): Promise<void> {
    try {
      await context.tasks.run('check.run', this.#stop.signal, undefined, (signal) =>
        checkLoad(context, { load, actor: 'Bronze Desk', signal }),
      );
    } catch {
      // The task register shows the failure; the load stays marked stale, which blocks publishing until it is checked.
    }
  }
}
