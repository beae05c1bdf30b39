/** Asks the broker again and again while it cannot be reached, less and less often. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeskError } from '../../contract/errors.ts';

const firstWaitMs = 250;
const longestWaitMs = 10_000;

/** Undefined when `signal` fired first. */
export async function whenReachable<T>(
  ask: () => Promise<T>,
  signal: AbortSignal | undefined,
  onState: (state: 'connecting' | 'broker unreachable', why?: string) => void,
): Promise<T | undefined> {
  onState('connecting');
  for (let wait = firstWaitMs; signal?.aborted !== true; wait = Math.min(wait * 2, longestWaitMs)) {
    try {
      return await ask();
    } catch (error) {
      if (!isDeskError(error, 'KAFKA_UNREACHABLE')) throw error;
      onState('broker unreachable', error.message);
      // An abort ends the waiting, which the loop's own condition sees.
      await delay(wait * (0.5 + Math.random() / 2), undefined, signal === undefined ? {} : { signal }).catch(
        () => undefined,
      );
    }
  }
  return undefined;
}
