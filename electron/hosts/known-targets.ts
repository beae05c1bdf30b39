import { dirname } from 'node:path';
import type { Caller } from '../contract/caller.ts';

/** The bronze folders that loads of this workspace were published to: a person chose each of them once. */
export async function knownTargets(engine: Caller): Promise<string[]> {
  const publishes = await engine.call('publish.list', {});
  return [...new Set(publishes.map(({ path }) => dirname(path)))];
}
