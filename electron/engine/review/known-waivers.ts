/** Whether a load has waivers at all, remembered: most have none, and every window would ask for them again. */
import type { Database } from '../db/database.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { revisionKey } from './revision-key.ts';
import type { Look } from './snapshot.ts';
import { selectHasWaivers } from './window.sql.ts';

const remembered = new WeakMap<Database, Map<string, { revision: string; waivers: boolean }>>();

export async function hasWaivers(db: Database, look: Look, load: StoredLoad): Promise<boolean> {
  const loads = remembered.get(db) ?? new Map<string, { revision: string; waivers: boolean }>();
  remembered.set(db, loads);
  const revision = revisionKey(load);
  const known = loads.get(load.row.id);
  if (known?.revision === revision) return known.waivers;
  const { has_waivers: waivers } = await look.connection.only<{ has_waivers: boolean }>(selectHasWaivers(load.row.id));
  if (look.holds()) loads.set(load.row.id, { revision, waivers });
  return waivers;
}
