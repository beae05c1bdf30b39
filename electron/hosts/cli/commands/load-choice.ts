/** `--load`: an id, the beginning of one, or `latest`. */
import { DeskError, isDeskError } from '../../../contract/errors.ts';
import type { Load } from '../../../contract/load.ts';
import type { Desk } from '../desk.ts';

export const loadOption = ['--load <id>', 'a load: its id, the beginning of it, or "latest"'] as const;

export async function chooseLoad(desk: Desk, typed: string): Promise<Load> {
  return (await loadCalled(desk, typed)) ?? pickLoad(await desk.call('load.list', {}), typed);
}

/** A whole id is looked up by itself: a workspace fed from a stream holds thousands of loads. */
async function loadCalled(desk: Desk, typed: string): Promise<Load | undefined> {
  if (typed === 'latest' || typed === '' || typed.length > 64) return undefined;
  try {
    return (await desk.call('load.get', { load: typed })).load;
  } catch (error) {
    if (isDeskError(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}

export function pickLoad(loads: readonly Load[], typed: string): Load {
  if (typed === 'latest') {
    const latest = loads.toSorted((a, b) => b.loaded_at.localeCompare(a.loaded_at))[0];
    if (latest === undefined) throw notFound('This workspace holds no loads yet. Make one: bronze-desk load FILE.');
    return latest;
  }
  const exact = loads.find((load) => load.id === typed);
  if (exact !== undefined) return exact;
  const candidates = typed === '' ? [] : loads.filter((load) => load.id.startsWith(typed));
  const [only, ...others] = candidates;
  if (only === undefined) throw notFound(`No load here is called ${typed}. See them: bronze-desk loads.`);
  if (others.length === 0) return only;
  const ids = candidates.map((load) => load.id);
  throw new DeskError(
    'INVALID_INPUT',
    `${typed} is the beginning of ${String(ids.length)} loads: ${ids.join(', ')}. Write more of the one you mean.`,
    { loads: ids },
  );
}

function notFound(message: string): DeskError {
  return new DeskError('NOT_FOUND', message);
}
