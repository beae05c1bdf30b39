/** Whether a load has waivers at all, remembered: most have none, and every window would ask for them again. */
import type { Connection } from '../db/connection.ts';
import type { Database } from '../db/database.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { revisionKey } from './revision-key.ts';
import { selectHasWaivers } from './window.sql.ts';

const remembered = new WeakMap<Database, Map<string, { revision: string; waivers: boolean }>>();

export async function hasWaivers(db: Database, connection: Connection, load: StoredLoad): Promise<boolean> {
  const loads = remembered.get(db) ?? new Map<string, { revision: string; waivers: boolean }>();
  remembered.set(db, loads);
  const revision = revisionKey(load);
  const known = loads.get(load.row.id);
  if (known?.revision === revision) return known.waivers;
  const { has_waivers: waivers } = await connection.only<{ has_waivers: boolean }>(selectHasWaivers(load.row.id));
  loads.set(load.row.id, { revision, waivers });
  return waivers;
}
