/** Lets somebody wait for a change without polling: look at the state, and sleep until it may have changed. */
export class WakeUp {
  readonly #sleepers = new Set<() => void>();

  ring(): void {
    for (const wake of [...this.#sleepers]) wake();
  }

  /** Resolves at the next ring, when `signal` aborts, or after `timeoutMs`; the caller looks which. */
  sleep(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
      signal.addEventListener('abort', wake);
      this.#sleepers.add(wake);
    });
  }
}
