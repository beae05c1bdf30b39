/** Loads as they are at the store's present moment: whoever scrolls asks for the same one with every window. */
import type { CallContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import { storedLoad, type StoredLoad } from '../intake/load-store.ts';
import type { Look } from './snapshot.ts';

interface Known {
  readonly moment: number;
  readonly loads: Map<string, StoredLoad>;
}

const remembered = new WeakMap<Database, Known>();

/** As `storedLoad`. */
export async function loadAt(look: Look, { db, workspace }: CallContext, id: string): Promise<StoredLoad> {
  const { moment, connection } = look;
  if (moment === undefined) return storedLoad(connection, workspace, id);
  const { loads } = knownAt(db, moment);
  const load = loads.get(id) ?? (await storedLoad(connection, workspace, id));
  if (look.holds()) loads.set(id, load);
  return load;
}

/** What was known of another moment is forgotten. */
function knownAt(db: Database, moment: number): Known {
  const known = remembered.get(db);
  if (known?.moment === moment) return known;
  const fresh = { moment, loads: new Map<string, StoredLoad>() };
  remembered.set(db, fresh);
  return fresh;
}
