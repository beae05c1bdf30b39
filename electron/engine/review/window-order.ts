/**
 * The order of a window, remembered: whoever scrolls through sorted or searched records asks for one window after the
 * other of the same order, and finding it means looking at every record.
 */
import type { StoredLoad } from '../intake/load-store.ts';
import type { Connection } from '../db/connection.ts';
import type { Database } from '../db/database.ts';
import type { Sql } from '../db/sql.ts';
import { revisionKey } from './revision-key.ts';
import type { Look } from './snapshot.ts';

/** Of all remembered orders together; 8 bytes each. */
const mostOrdinals = 4_000_000;

const remembered = new WeakMap<Database, Map<string, Float64Array>>();

/** All ordinals that `select` gives, from memory while the load is as it was. */
export async function orderOf(
  db: Database,
  look: Look,
  load: StoredLoad,
  asked: unknown,
  select: Sql,
): Promise<Float64Array> {
  const orders = remembered.get(db) ?? new Map<string, Float64Array>();
  remembered.set(db, orders);
  const key = JSON.stringify([revisionKey(load), asked]);
  const known = orders.get(key);
  orders.delete(key);
  const order = known ?? (await readOrder(look.connection, select));
  if (look.holds()) orders.set(key, order);
  forgetOldest(orders);
  return order;
}

async function readOrder(connection: Connection, select: Sql): Promise<Float64Array> {
  const chunks: { _desk_ordinal: number }[][] = [];
  for await (const rows of connection.stream<{ _desk_ordinal: number }>(select)) chunks.push(rows);
  const order = new Float64Array(chunks.reduce((sum, rows) => sum + rows.length, 0));
  let place = 0;
  for (const rows of chunks) for (const row of rows) order[place++] = row._desk_ordinal;
  return order;
}

function forgetOldest(orders: Map<string, Float64Array>): void {
  let held = [...orders.values()].reduce((sum, order) => sum + order.length, 0);
  for (const [key, order] of orders) {
    if (held <= mostOrdinals) return;
    orders.delete(key);
    held -= order.length;
  }
}
