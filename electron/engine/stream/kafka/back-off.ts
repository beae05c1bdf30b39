/** How long to wait before the next try: doubling, capped, and spread so that many clients do not come back at once. */
import { setTimeout as delay } from 'node:timers/promises';

const first = 250;
const most = 15_000;

export class BackOff {
  #failures = 0;

  succeeded(): void {
    this.#failures = 0;
  }

  /** Milliseconds until the next try: between half and all of a time that doubles with every failure. */
  next(random = Math.random()): number {
    const ceiling = Math.min(most, first * 2 ** this.#failures);
    this.#failures += 1;
    return ceiling / 2 + (ceiling / 2) * random;
  }

  /** Resolves early, and all the same, when `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    await delay(this.next(), undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
