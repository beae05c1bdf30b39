/** One desk for all tests of a file, where each has a load of its own: opening a workspace costs more than a load. */
import { afterAll, beforeAll } from 'vitest';
import type { Loaded } from '../../electron/contract/load.ts';
import { actor, makeDesk, type Desk } from './open-desk.ts';

export interface SharedDesk {
  readonly desk: Desk;
  /** Writes and loads, also what was loaded before. */
  readonly loadAgain: (name: string, content: string) => Promise<Loaded>;
}

export function useDesk(): () => SharedDesk {
  let made: Awaited<ReturnType<typeof makeDesk>> | undefined;
  beforeAll(async () => {
    made = await makeDesk();
  });
  afterAll(async () => {
    await made?.close();
  });
  return () => {
    if (made === undefined) throw new Error('the desk is not open yet');
    const { desk } = made;
    const loadAgain = async (name: string, content: string): Promise<Loaded> =>
      await desk.engine.call('load.start', { source: { paths: [desk.write(name, content)] }, actor, again: true });
    return { desk, loadAgain };
  };
}
