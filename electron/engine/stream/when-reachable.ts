/** Asks the broker again and again while it cannot be reached, less and less often. */
import { isDeskError } from '../../contract/errors.ts';
import { BackOff } from './kafka/back-off.ts';

const never = new AbortController().signal;

/** Undefined when `signal` fired first. */
export async function whenReachable<T>(
  ask: () => Promise<T>,
  onState: (state: 'connecting' | 'broker unreachable', why?: string) => void,
  signal: AbortSignal = never,
): Promise<T | undefined> {
  onState('connecting');
  const backOff = new BackOff();
  while (!signal.aborted) {
    try {
      return await ask();
    } catch (error) {
      if (!isDeskError(error, 'KAFKA_UNREACHABLE')) throw error;
      onState('broker unreachable', error.message);
      await backOff.wait(signal);
    }
  }
  return undefined;
}
