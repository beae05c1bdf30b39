import { reviewTable } from '../review/review-table.sql.ts';
import { currentView } from '../review/current-view.sql.ts';
import type { Connection } from '../db/connection.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { countRows } from './check-store.sql.ts';
import type { Relation } from './run/relation.ts';

/** The load as it is now: corrected values, excluded records left out. What every check of it reads. */
export async function relationOf(connection: Connection, load: StoredLoad): Promise<Relation> {
  const { rows } = await connection.only<{ rows: number }>(countRows(reviewTable(load.row.id)));
  return { from: currentView(load, rows === 0), columns: load.columns, key: '_desk_ordinal' };
}
