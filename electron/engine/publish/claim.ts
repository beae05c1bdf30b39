/**
 * Whose a path in an object store is. There is no rename that only one can win, so a publish first creates a small object
 * that only one can create. It is hidden, beside the publishes, and goes when the publish stands.
 */
import { basename } from 'node:path';
import { below, parseObjectUrl, type ObjectUrl } from '../../contract/object-url.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { quarantinePath } from './publish-path.ts';
import { stagingName } from './target.ts';

export interface Claimant {
  readonly store: ObjectStore;
  readonly target: ObjectUrl;
  /** The publish's id. */
  readonly publish: string;
}

const claimUrl = ({ target }: Claimant, path: string): ObjectUrl => below(below(target, stagingName), basename(path));

const claimText = ({ publish }: Claimant): string => `${JSON.stringify({ publish })}\n`;

/** False where somebody else has it, or has published there. */
export async function claim(claimant: Claimant, path: string, signal: AbortSignal | undefined): Promise<boolean> {
  const { store } = claimant;
  const created = await store.createText(claimUrl(claimant, path), claimText(claimant), signal);
  if (!created) return holdsClaim(claimant, path, signal);
  for (const place of [path, quarantinePath(path)]) {
    const { done } = await store.listBelow(parseObjectUrl(place), signal).next();
    if (done === true) continue;
    await unclaim(claimant, path);
    return false;
  }
  return true;
}

export async function holdsClaim(claimant: Claimant, path: string, signal?: AbortSignal): Promise<boolean> {
  return (await claimant.store.readText(claimUrl(claimant, path), signal)) === claimText(claimant);
}

export async function unclaim(claimant: Claimant, path: string): Promise<void> {
  await claimant.store.remove(claimUrl(claimant, path));
}
